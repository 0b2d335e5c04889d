/** What an invented province has besides devices: units that were merged and divided, seats, links, systems, focal points. */
export const inventory = `
administrative_units:
  - {code: "97", name: Tỉnh Mẫu, level: province, type: province, valid_from: 2000-01-01}
  - {code: "90001", name: Xã Bình Minh, level: commune, type: commune, parent: "97", valid_from: 2000-01-01, valid_to: 2025-07-01}
  - {code: "90002", name: Xã Bình Hòa, level: commune, type: commune, parent: "97", valid_from: 2000-01-01, valid_to: 2025-07-01}
  - {code: "90003", name: Xã Sơn Tây, level: commune, type: commune, parent: "97", valid_from: 2000-01-01, valid_to: 2025-07-01}
  - {code: "90004", name: Phường Bình Minh, level: commune, type: ward, parent: "97", valid_from: 2025-07-01}
  - {code: "90005", name: Xã Sơn Đông, level: commune, type: commune, parent: "97", valid_from: 2025-07-01}
administrative_changes:
  - {event: NQ-1, from: "90001", to: "90004", "on": 2025-07-01, kind: merge, basis: none}
  - {event: NQ-1, from: "90002", to: "90004", "on": 2025-07-01, kind: merge, basis: none}
  - {event: NQ-1, from: "90003", to: "90004", "on": 2025-07-01, kind: split, share: 0.6, basis: population}
  - {event: NQ-1, from: "90003", to: "90005", "on": 2025-07-01, kind: split, share: 0.4, basis: population}
agencies:
  - {code: "00004", name: UBND xã Bình Minh, block: commune, valid_from: 2024-01-01}
  - {code: "00004", name: UBND phường Bình Minh, block: commune, parent: H99, valid_from: 2025-07-01}
  - {code: "00007", name: UBND xã Sơn Tây, block: commune, valid_from: 2024-01-01}
agency_details:
  - {agency: "00004", identifier: H99.02.04, identifier_old: 000.04.02.H99, administrative_unit: "90001", address: 1 phố Cũ, valid_from: 2025-01-01}
  - {agency: "00007", administrative_unit: "90003", valid_from: 2025-01-01}
sites:
  - {agency: "00004", name: Trụ sở chính, main: true, address: 1 phố Cũ, administrative_unit: "90004", valid_from: 2025-07-01}
  - {agency: "00004", name: Cơ sở Bình Hòa, main: false, former_name: UBND xã Bình Hòa, valid_from: 2025-07-01}
device_details:
  - {device: H99/core, serial: SN-0001, manufacturer: Hãng Mẫu, purchased_on: 2023-05-04, warranty_until: 2028-05-04, cost_vnd: 320000000}
wan_links:
  - {agency: "00004", name: Kênh chính, level: II, carrier: Nhà mạng Mẫu, circuit: MSP-0001, medium: fibre, direction: Bắc, down_mbps: 300, up_mbps: 300, device: 00004/wan, contract_to: 2027-12-31, fee_vnd_month: 4500000, valid_from: 2025-07-01}
  - {agency: "00004", name: Kênh dự phòng, level: II, carrier: Nhà mạng Khác, medium: fibre, direction: Nam, down_mbps: 100, up_mbps: 100, valid_from: 2026-01-01}
hosted_systems:
  - {code: mot-cua, name: Một cửa điện tử, kind: one_stop, owner: H99.01, in_data_center: true, hosts: [H99/core], endpoints: [https://motcua.example.vn/], security_level: 3, next_review_on: 2027-01-15}
deployments:
  - {system: mot-cua, agency: "00004", users: 12}
contacts:
  - {agency: "00004", name: Hoàng Thị Mẫu, title: Văn phòng, phone: "0912345678", email: mau@example.vn}
facts:
  - {agency: "00004", fact: officials, value: 21, valid_from: 2025-01-01}
  - {agency: "00007", fact: officials, value: 10, valid_from: 2025-01-01}
`;
