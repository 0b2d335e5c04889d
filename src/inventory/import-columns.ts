import { type Block, blocks } from './agency.ts';
import { type Lifecycle, lifecycles, type Reachability, type Role, reachabilities, roles } from './device.ts';
import { factBases, factQualifiers, type SubjectKind, subjectKinds } from './fact.ts';
import type { Choice, Field, FieldType } from './record-catalogue.ts';

const text = (max = 200): FieldType => ({ type: 'text', max });
const agency: FieldType = { type: 'agency' };
const date: FieldType = { type: 'date' };
const port: FieldType = { type: 'count', min: 1, max: 65_535 };
const choice = <T extends string>(
  keys: readonly T[],
  words: Readonly<Record<T, readonly [string, string]>>,
): FieldType => {
  const choices = keys.map((key): Choice => ({ key, nameVi: words[key][0], nameEn: words[key][1] }));
  return { type: 'choice', choices };
};

function column(
  required: boolean,
  key: string,
  [nameVi, nameEn]: readonly [string, string],
  type: FieldType,
  ...aliases: string[]
): Field {
  return { key, nameVi, nameEn, required, aliases, custom: false, ...type };
}

/** Words that people write over the column that says whose a row is. */
export const ownerAliases = ['Cơ quan', 'Đơn vị', 'Tên cơ quan', 'Tên đơn vị', 'Mã đơn vị'] as const;
const owner = column(true, 'agency', ['Mã cơ quan', 'Agency'], agency, ...ownerAliases);

const validFrom = ['Hiệu lực từ', 'Valid from'] as const;
const validTo = ['Hiệu lực đến', 'Valid to'] as const;

/** The dates between which what a row says is true. */
export const periodColumns: readonly Field[] = [
  column(false, 'valid_from', validFrom, date, 'Từ ngày', 'Ngày bắt đầu', 'Có hiệu lực từ'),
  column(false, 'valid_to', validTo, date, 'Đến ngày', 'Ngày kết thúc', 'Có hiệu lực đến', 'Hết hiệu lực'),
];

const blockWords: Readonly<Record<Block, readonly [string, string]>> = {
  department: ['Sở, ban, ngành', 'Department'],
  district: ['Quận, huyện, thị xã', 'District'],
  urban_district: ['Quận', 'Urban district'],
  rural_district: ['Huyện, thị xã', 'Rural district'],
  commune: ['Xã, phường, đặc khu', 'Commune'],
  associated: ['Đơn vị hiệp quản', 'Associated agency'],
  public_service: ['Đơn vị sự nghiệp', 'Public service body'],
};

/** Columns of a sheet of agencies. */
export const agencyColumns: readonly Field[] = [
  column(true, 'code', ['Mã cơ quan', 'Code'], { type: 'code' }, 'Mã', 'Mã đơn vị', 'Mã CQ'),
  column(true, 'name', ['Tên cơ quan', 'Name'], text(), 'Tên', 'Tên đơn vị', 'Cơ quan', 'Đơn vị'),
  column(true, 'block', ['Khối', 'Block'], choice(blocks, blockWords), 'Loại cơ quan', 'Loại đơn vị', 'Nhóm'),
  column(false, 'parent', ['Cơ quan cấp trên', 'Parent'], agency, 'Mã cơ quan cấp trên', 'Cấp trên', 'Trực thuộc'),
  ...periodColumns,
];

const roleWords: Readonly<Record<Role, readonly [string, string]>> = {
  router: ['Bộ định tuyến', 'Router'],
  firewall: ['Tường lửa', 'Firewall'],
  switch: ['Bộ chuyển mạch', 'Switch'],
  server: ['Máy chủ', 'Server'],
  ups: ['Bộ lưu điện', 'UPS'],
  access_point: ['Điểm truy cập Wi-Fi', 'Access point'],
  printer: ['Máy in', 'Printer'],
  other: ['Thiết bị khác', 'Other device'],
};
const lifecycleWords: Readonly<Record<Lifecycle, readonly [string, string]>> = {
  planned: ['Dự kiến', 'Planned'],
  active: ['Đang dùng', 'Active'],
  retired: ['Đã thôi dùng', 'Retired'],
};
const reachabilityWords: Readonly<Record<Reachability, readonly [string, string]>> = {
  icmp: ['ICMP', 'Ping'],
  snmp: ['SNMP', 'SNMP'],
  tcp: ['TCP', 'TCP'],
};

/** Columns of a sheet of devices. */
export const deviceColumns: readonly Field[] = [
  owner,
  column(true, 'name', ['Tên thiết bị', 'Name'], text(80), 'Thiết bị', 'Tên'),
  column(true, 'role', ['Loại thiết bị', 'Role'], choice(roles, roleWords), 'Loại', 'Vai trò'),
  column(true, 'address', ['Địa chỉ IP', 'Address'], text(100), 'IP', 'Địa chỉ quản trị', 'IP quản trị'),
  column(false, 'snmp_port', ['Cổng SNMP', 'SNMP port'], port),
  column(false, 'tcp_port', ['Cổng TCP', 'TCP port'], port),
  column(false, 'credential', ['Thông tin xác thực', 'Credential'], text(80), 'Xác thực SNMP'),
  column(false, 'reachability', ['Xét kết nối theo', 'Reachability'], choice(reachabilities, reachabilityWords)),
  column(false, 'parents', ['Thiết bị cha', 'Parents'], text(1_000), 'Thiết bị cấp trên', 'Kết nối qua'),
  column(false, 'lifecycle', ['Tình trạng', 'Lifecycle'], choice(lifecycles, lifecycleWords), 'Trạng thái'),
];

/** Columns of a sheet of prefixes. */
export const prefixColumns: readonly Field[] = [
  owner,
  column(true, 'cidr', ['Dải địa chỉ', 'Prefix'], text(100), 'Dải địa chỉ IP', 'Dải IP', 'Mạng'),
];

/** Columns of a sheet of focal points. */
export const contactColumns: readonly Field[] = [
  owner,
  column(true, 'name', ['Họ và tên', 'Name'], text(80), 'Họ tên', 'Tên', 'Đầu mối', 'Người liên hệ', 'Cán bộ đầu mối'),
  column(false, 'title', ['Chức vụ', 'Title'], text(80), 'Chức danh'),
  column(false, 'phone', ['Điện thoại', 'Phone'], text(100), 'Số điện thoại', 'SĐT', 'ĐT', 'Di động'),
  column(false, 'email', ['Thư điện tử', 'E-mail'], text(100), 'Địa chỉ thư điện tử', 'Hộp thư'),
  column(false, 'purpose', ['Mục đích lưu', 'Purpose'], text(), 'Mục đích'),
];

const subjectWords: Readonly<Record<SubjectKind, readonly [string, string]>> = {
  agency: ['Cơ quan', 'Agency'],
  site: ['Trụ sở', 'Site'],
  administrative_unit: ['Đơn vị hành chính', 'Administrative unit'],
  province: ['Toàn tỉnh', 'Province'],
  hosted_system: ['Hệ thống thông tin', 'Hosted system'],
  device: ['Thiết bị', 'Device'],
};
const factKindWords = { declared: ['Khai báo', 'Declared'], external: ['Nguồn bên ngoài', 'External'] } as const;
const basisWords = {
  printed: ['In trong tài liệu', 'Printed'],
  derived: ['Tính ra', 'Derived'],
  wording: ['Nói bằng lời', 'Wording'],
} as const;
const qualifierWords = { gt: ['Nhiều hơn', 'More than'], about: ['Khoảng', 'About'] } as const;

/** Columns of a sheet of facts that every form of it may have. */
export const factFrameColumns: readonly Field[] = [
  column(false, 'subject_kind', ['Loại đối tượng', 'Subject kind'], choice(subjectKinds, subjectWords)),
  owner,
  column(false, 'subject', ['Đối tượng', 'Subject'], text()),
  column(false, 'dimensions', ['Chiều phân tổ', 'Dimensions'], text(), 'Phân tổ'),
  column(false, 'kind', ['Loại số liệu', 'Kind'], choice(['declared', 'external'], factKindWords)),
  column(false, 'basis', ['Căn cứ', 'Basis'], choice(factBases, basisWords)),
  column(false, 'qualifier', ['Mức chính xác', 'Qualifier'], choice(factQualifiers, qualifierWords)),
  column(false, 'source', ['Nguồn số liệu', 'Source'], text(), 'Nguồn'),
  column(true, 'valid_from', validFrom, date, 'Từ ngày', 'Tính từ ngày', 'Có hiệu lực từ', 'Ngày', 'Thời điểm'),
  column(false, 'valid_to', validTo, date, 'Đến ngày', 'Có hiệu lực đến', 'Hết hiệu lực'),
];

/** The two columns of the long form, a row for each fact; the value is read as its fact has it. */
export const longFactColumns: readonly Field[] = [
  column(true, 'fact', ['Số liệu', 'Fact'], text(120), 'Tên số liệu', 'Chỉ tiêu'),
  column(true, 'value', ['Giá trị', 'Value'], text()),
];
