import type { Words } from './words.ts';

const labels = {
  block: {
    department: { vi: 'Sở, ban, ngành', en: 'Department' },
    district: { vi: 'Quận, huyện, thị xã (đến 30/6/2025)', en: 'District (until 30 June 2025)' },
    urban_district: { vi: 'Quận (đến 30/6/2025)', en: 'Urban district (until 30 June 2025)' },
    rural_district: { vi: 'Huyện, thị xã (đến 30/6/2025)', en: 'Rural district or town (until 30 June 2025)' },
    commune: { vi: 'Xã, phường, đặc khu', en: 'Commune, ward or special zone' },
    associated: { vi: 'Đơn vị hiệp quản', en: 'Associated agency' },
    public_service: { vi: 'Đơn vị sự nghiệp', en: 'Public service body' },
  },
  role: {
    router: { vi: 'Bộ định tuyến', en: 'Router' },
    firewall: { vi: 'Tường lửa', en: 'Firewall' },
    switch: { vi: 'Bộ chuyển mạch', en: 'Switch' },
    server: { vi: 'Máy chủ', en: 'Server' },
    ups: { vi: 'Bộ lưu điện (UPS)', en: 'UPS' },
    access_point: { vi: 'Điểm truy cập Wi-Fi', en: 'Access point' },
    printer: { vi: 'Máy in', en: 'Printer' },
    other: { vi: 'Thiết bị khác', en: 'Other device' },
  },
  reachability: {
    icmp: { vi: 'ICMP (ping)', en: 'ICMP (ping)' },
    snmp: { vi: 'SNMP', en: 'SNMP' },
    tcp: { vi: 'TCP', en: 'TCP' },
  },
  lifecycle: {
    planned: { vi: 'Dự kiến', en: 'Planned' },
    active: { vi: 'Đang dùng', en: 'Active' },
    retired: { vi: 'Đã thôi dùng', en: 'Retired' },
  },
  state: {
    unknown: { vi: 'Chưa rõ', en: 'Unknown' },
    up: { vi: 'Hoạt động', en: 'Up' },
    down: { vi: 'Mất kết nối', en: 'Down' },
    shadowed: {
      vi: 'Bị che khuất do thiết bị phía trên mất kết nối',
      en: 'Shadowed: everything on the way to it is down',
    },
  },
  outcome: {
    answer: { vi: 'Có trả lời', en: 'Answered' },
    miss: { vi: 'Không trả lời', en: 'Missed' },
    inconclusive: { vi: 'Chưa kết luận được', en: 'Inconclusive' },
  },
  purpose: {
    round: { vi: 'Đo theo vòng', en: 'In its round' },
    confirm: { vi: 'Đo lại để xác nhận', en: 'To confirm a miss' },
    demand: { vi: 'Đo theo yêu cầu', en: 'On demand' },
  },
  reason: {
    timeout: { vi: 'Hết thời gian chờ, không có trả lời', en: 'No answer in time' },
    unreachable: { vi: 'Không có đường tới thiết bị', en: 'No route to the device' },
    refused: { vi: 'Thiết bị từ chối kết nối ở cổng này', en: 'The device refuses connections on this port' },
    'unknown-user': { vi: 'Thiết bị không biết tên người dùng SNMPv3', en: 'The device does not know the SNMPv3 user' },
    'wrong-digest': {
      vi: 'Sai mật khẩu hoặc giao thức xác thực SNMPv3',
      en: 'Wrong SNMPv3 authentication password or protocol',
    },
    'decryption-error': {
      vi: 'Sai mật khẩu hoặc giao thức mã hoá SNMPv3',
      en: 'Wrong SNMPv3 privacy password or protocol',
    },
    'not-in-time-window': {
      vi: 'Đồng hồ SNMPv3 của thiết bị lệch, chưa đồng bộ lại được',
      en: 'The SNMPv3 clock of the device is off and could not be synchronised',
    },
    'unsupported-security-level': {
      vi: 'Thiết bị không hỗ trợ mức bảo mật SNMPv3 được yêu cầu',
      en: 'The device does not support the SNMPv3 security level asked for',
    },
    'unknown-engine': {
      vi: 'Không nhận được mã máy SNMPv3 (engine ID) của thiết bị',
      en: 'The SNMPv3 engine ID of the device is not known',
    },
    'no-credential': { vi: 'Chưa có thông tin xác thực SNMP', en: 'No SNMP credential' },
    'agent-error': { vi: 'Thiết bị trả lời báo lỗi SNMP', en: 'The agent answered with an SNMP error' },
    'too-big': {
      vi: 'Câu trả lời vượt quá cỡ gói của thiết bị',
      en: 'The answer does not fit into a packet of the device',
    },
    malformed: { vi: 'Câu trả lời sai định dạng', en: 'The answer is malformed' },
    'wrong-oid': {
      vi: 'Thiết bị trả lời sai mục được hỏi (OID)',
      en: 'The answer is about another OID than the one asked for',
    },
    forged: { vi: 'Câu trả lời bị loại vì nghi giả mạo', en: 'The answer was thrown away as forged' },
    partial: { vi: 'Chỉ đọc được một phần', en: 'Only part of it could be read' },
    'own-lag': {
      vi: 'Máy chủ giám sát bị chậm nên không kết luận',
      en: 'The monitoring service itself lagged, so nothing is concluded',
    },
    'no-engine': { vi: 'Máy chủ giám sát không có công cụ ping', en: 'The monitoring service has no ping engine' },
    'engine-failed': {
      vi: 'Công cụ đo của máy chủ giám sát bị lỗi',
      en: 'The probing engine of the monitoring service failed',
    },
    'bind-failed': {
      vi: 'Máy chủ giám sát không mở được cổng mạng để đo',
      en: 'The monitoring service could not open a socket to probe from',
    },
    aborted: { vi: 'Phép đo bị dừng giữa chừng', en: 'The probe was stopped half-way' },
  },
  fact_kind: {
    declared: { vi: 'Khai báo', en: 'Declared' },
    observed: { vi: 'Đo được', en: 'Observed' },
    external: { vi: 'Nguồn bên ngoài', en: 'External' },
  },
} as const satisfies Record<string, Record<string, Words>>;

/** The closed lists that have labels. */
export type LabelKind = keyof typeof labels;

/** The label of a code of one of the closed lists; a code without a label stands for itself. */
export function label(kind: LabelKind, code: string): Words {
  const words: Readonly<Record<string, Words>> = labels[kind];
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? { vi: code, en: code };
}
