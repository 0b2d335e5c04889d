import type { RecordKind } from './record.ts';

/** One of a closed list, with the words people see and write. */
export type Choice = { readonly key: string; readonly nameVi: string; readonly nameEn: string };

/** What may stand in a field, and its limits. Money is whole VND; ratios lie in 0..1; capacities are Mbit/s. */
export type FieldType =
  | { readonly type: 'text'; readonly max: number }
  | { readonly type: 'code' }
  | { readonly type: 'choice'; readonly choices: readonly Choice[] }
  | { readonly type: 'count'; readonly min: number; readonly max: number }
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly unit: string }
  | { readonly type: 'ratio' }
  | { readonly type: 'money' }
  | { readonly type: 'date' }
  | { readonly type: 'flag' }
  | { readonly type: 'url' }
  | { readonly type: 'urls' }
  | { readonly type: 'agency' }
  | { readonly type: 'device' }
  | { readonly type: 'devices' }
  | { readonly type: 'record'; readonly kind: RecordKind };

/** One field of a kind of record. */
export type Field = FieldType & {
  readonly key: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly required: boolean;
  /** Other headers under which people's sheets have it. */
  readonly aliases: readonly string[];
  /** Whether the installation added it. */
  readonly custom: boolean;
};

/**
 * A kind of record. Its code is made of its key fields; `owner` names the field that says whose it is, null for what is the
 * province's own. A kind whose `owner` is a device belongs to that device's agency.
 */
export type KindOfRecord = {
  readonly kind: RecordKind;
  /** Name of its list in documents, sheets and addresses. */
  readonly plural: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly key: readonly string[];
  readonly owner: string | null;
  readonly fields: readonly Field[];
};

/** Every kind of record with its fields, shipped ones before the installation's own. */
export type RecordCatalogue = Readonly<Record<RecordKind, KindOfRecord>>;

/** The kind that a list is named after; null for another name. */
export function kindNamed(catalogue: RecordCatalogue, plural: string): KindOfRecord | null {
  return Object.values(catalogue).find((kind) => kind.plural === plural) ?? null;
}

const text = (max = 200): FieldType => ({ type: 'text', max });
const choice = (...choices: (readonly [string, string, string])[]): FieldType => ({
  type: 'choice',
  choices: choices.map(([key, nameVi, nameEn]) => ({ key, nameVi, nameEn })),
});
const date: FieldType = { type: 'date' };
const agency: FieldType = { type: 'agency' };
const unit: FieldType = { type: 'record', kind: 'administrative_unit' };
const mbps: FieldType = { type: 'number', min: 0, max: 10_000_000, unit: 'Mbit/s' };

function must(key: string, nameVi: string, nameEn: string, type: FieldType, ...aliases: string[]): Field {
  return { key, nameVi, nameEn, required: true, aliases, custom: false, ...type };
}

function may(key: string, nameVi: string, nameEn: string, type: FieldType, ...aliases: string[]): Field {
  return { key, nameVi, nameEn, required: false, aliases, custom: false, ...type };
}

/** The kinds as shipped. Level and channel counts of WAN links follow Circular 06/2026/TT-BKHCN, levels of systems the law on security levels. */
export const shippedRecords: RecordCatalogue = {
  administrative_unit: {
    kind: 'administrative_unit',
    plural: 'administrative_units',
    nameVi: 'Đơn vị hành chính',
    nameEn: 'Administrative units',
    key: ['code'],
    owner: null,
    fields: [
      must('code', 'Mã đơn vị hành chính', 'Code', { type: 'code' }, 'Mã', 'Mã ĐVHC'),
      must('name', 'Tên đơn vị hành chính', 'Name', text(), 'Tên', 'Tên ĐVHC'),
      must(
        'level',
        'Cấp',
        'Level',
        choice(['province', 'Tỉnh', 'Province'], ['district', 'Huyện', 'District'], ['commune', 'Xã', 'Commune']),
        'Cấp hành chính',
      ),
      must(
        'type',
        'Loại hình',
        'Type',
        choice(
          ['province', 'Tỉnh', 'Province'],
          ['city', 'Thành phố trực thuộc trung ương', 'Centrally run city'],
          ['urban_district', 'Quận', 'Urban district'],
          ['rural_district', 'Huyện', 'Rural district'],
          ['town', 'Thị xã', 'District-level town'],
          ['provincial_city', 'Thành phố thuộc tỉnh', 'Provincial city'],
          ['ward', 'Phường', 'Ward'],
          ['commune', 'Xã', 'Commune'],
          ['township', 'Thị trấn', 'Township'],
          ['special_zone', 'Đặc khu', 'Special zone'],
        ),
        'Loại',
      ),
      may('parent', 'Đơn vị cấp trên', 'Parent unit', unit, 'Mã cấp trên'),
    ],
  },
  administrative_change: {
    kind: 'administrative_change',
    plural: 'administrative_changes',
    nameVi: 'Thay đổi đơn vị hành chính',
    nameEn: 'Changes of administrative units',
    key: ['event', 'from', 'to', 'basis'],
    owner: null,
    fields: [
      must('event', 'Mã sự kiện', 'Event', { type: 'code' }, 'Sự kiện'),
      must('from', 'Đơn vị cũ', 'From unit', unit, 'Mã cũ', 'Mã đơn vị cũ'),
      must('to', 'Đơn vị mới', 'To unit', unit, 'Mã mới', 'Mã đơn vị mới'),
      must('on', 'Ngày hiệu lực', 'Effective on', date, 'Ngày sắp xếp'),
      must(
        'kind',
        'Hình thức',
        'Kind of change',
        choice(
          ['merge', 'Nhập', 'Merge'],
          ['split', 'Chia, tách', 'Split'],
          ['rename', 'Đổi tên', 'Rename'],
          ['move', 'Chuyển cấp trên', 'Move'],
        ),
        'Loại thay đổi',
      ),
      may('share', 'Tỷ lệ', 'Share', { type: 'ratio' }, 'Tỷ lệ chuyển'),
      // A split has a row for each part and basis; what passes whole, or by nobody knows how much, has none.
      must(
        'basis',
        'Căn cứ tỷ lệ',
        'Basis of the share',
        choice(
          ['none', 'Không nêu', 'None'],
          ['population', 'Dân số', 'Population'],
          ['officials', 'Cán bộ', 'Officials'],
          ['area', 'Diện tích', 'Area'],
        ),
        'Căn cứ',
      ),
    ],
  },
  agency_detail: {
    kind: 'agency_detail',
    plural: 'agency_details',
    nameVi: 'Thông tin cơ quan',
    nameEn: 'Details of agencies',
    key: ['agency'],
    owner: 'agency',
    fields: [
      must('agency', 'Mã cơ quan', 'Agency', agency, 'Cơ quan', 'Đơn vị'),
      may('identifier', 'Mã định danh điện tử', 'Electronic identifier', text(35), 'Mã định danh'),
      may('identifier_old', 'Mã định danh cũ', 'Old identifier', text(35), 'Mã định danh điện tử cũ'),
      may('administrative_unit', 'Địa bàn', 'Administrative unit', unit, 'Mã đơn vị hành chính', 'Mã ĐVHC'),
      may('address', 'Địa chỉ', 'Address', text(), 'Địa chỉ trụ sở', 'Trụ sở'),
    ],
  },
  site: {
    kind: 'site',
    plural: 'sites',
    nameVi: 'Trụ sở',
    nameEn: 'Sites',
    key: ['agency', 'name'],
    owner: 'agency',
    fields: [
      must('agency', 'Mã cơ quan', 'Agency', agency, 'Cơ quan', 'Đơn vị'),
      must('name', 'Tên trụ sở', 'Name', text(80), 'Trụ sở', 'Điểm làm việc', 'Cơ sở'),
      may('main', 'Trụ sở chính', 'Main seat', { type: 'flag' }, 'Là trụ sở chính'),
      may('address', 'Địa chỉ', 'Address', text()),
      may('administrative_unit', 'Địa bàn', 'Administrative unit', unit, 'Mã đơn vị hành chính', 'Mã ĐVHC'),
      may('former_name', 'Trụ sở cũ của', 'Formerly the seat of', text(), 'Nguyên là trụ sở'),
    ],
  },
  device_detail: {
    kind: 'device_detail',
    plural: 'device_details',
    nameVi: 'Hồ sơ thiết bị',
    nameEn: 'Details of devices',
    key: ['device'],
    owner: 'device',
    fields: [
      must('device', 'Thiết bị', 'Device', { type: 'device' }, 'Tên thiết bị'),
      may('serial', 'Số sê-ri', 'Serial number', text(80), 'Serial', 'Số serial', 'Số máy'),
      may('manufacturer', 'Hãng sản xuất', 'Manufacturer', text(80), 'Hãng'),
      may('model', 'Kiểu máy', 'Model', text(80), 'Model', 'Mẫu mã'),
      may('purchased_on', 'Ngày mua', 'Purchased on', date, 'Ngày mua sắm', 'Ngày đưa vào sử dụng'),
      may('warranty_until', 'Bảo hành đến', 'Warranty until', date, 'Hạn bảo hành', 'Hết bảo hành'),
      may('os', 'Hệ điều hành', 'Operating system', text(80), 'HĐH'),
      may('os_end_of_life_on', 'Hệ điều hành hết hỗ trợ', 'End of life of the OS', date, 'Hết hỗ trợ HĐH'),
      may('cost_vnd', 'Nguyên giá (đồng)', 'Cost (VND)', { type: 'money' }, 'Nguyên giá', 'Giá mua', 'Chi phí'),
      may('custodian', 'Bộ phận quản lý', 'Custodian', text(80), 'Đơn vị quản lý', 'Người quản lý'),
      may('site', 'Trụ sở', 'Site', { type: 'record', kind: 'site' }, 'Nơi đặt'),
    ],
  },
  wan_link: {
    kind: 'wan_link',
    plural: 'wan_links',
    nameVi: 'Kênh truyền WAN',
    nameEn: 'WAN links',
    key: ['agency', 'name'],
    owner: 'agency',
    fields: [
      must('agency', 'Mã cơ quan', 'Agency', agency, 'Cơ quan', 'Đơn vị'),
      must('name', 'Tên kênh', 'Name', text(80), 'Kênh', 'Kênh truyền'),
      must(
        'level',
        'Cấp truy nhập',
        'Access level',
        choice(['I', 'Cấp I', 'Level I'], ['II', 'Cấp II', 'Level II'], ['data_center', 'TTDL', 'Data centre']),
        'Cấp mạng',
      ),
      may('carrier', 'Nhà mạng', 'Carrier', text(80), 'Nhà cung cấp', 'Doanh nghiệp viễn thông'),
      may('circuit', 'Mã kênh', 'Circuit', text(80), 'Số hiệu kênh', 'Mã thuê bao'),
      may(
        'medium',
        'Môi trường truyền',
        'Medium',
        choice(['fibre', 'Cáp quang', 'Fibre'], ['copper', 'Cáp đồng', 'Copper'], ['radio', 'Vô tuyến', 'Radio']),
        'Loại cáp',
      ),
      may('direction', 'Hướng vật lý', 'Physical direction', text(80), 'Hướng'),
      may('down_mbps', 'Dung lượng xuống (Mbit/s)', 'Capacity down (Mbit/s)', mbps, 'Tải xuống', 'Băng thông xuống'),
      may('up_mbps', 'Dung lượng lên (Mbit/s)', 'Capacity up (Mbit/s)', mbps, 'Tải lên', 'Băng thông lên'),
      may('site', 'Trụ sở', 'Site', { type: 'record', kind: 'site' }),
      may('device', 'Thiết bị đầu cuối', 'Terminal device', { type: 'device' }, 'Thiết bị'),
      may('interface', 'Cổng', 'Interface', text(80), 'ifName'),
      may('contract', 'Số hợp đồng', 'Contract', text(80), 'Hợp đồng'),
      may('contract_from', 'Hợp đồng từ', 'Contract from', date, 'Ngày ký hợp đồng'),
      may('contract_to', 'Hợp đồng đến', 'Contract to', date, 'Ngày hết hợp đồng'),
      may('fee_vnd_month', 'Cước tháng (đồng)', 'Fee per month (VND)', { type: 'money' }, 'Cước', 'Giá cước'),
      may('document', 'Văn bản kết nối', 'Regulating document', text(), 'Văn bản quy định'),
      may('connected_on', 'Ngày kết nối', 'Connected on', date, 'Thời gian kết nối'),
    ],
  },
  hosted_system: {
    kind: 'hosted_system',
    plural: 'hosted_systems',
    nameVi: 'Hệ thống thông tin',
    nameEn: 'Hosted systems',
    key: ['code'],
    owner: 'owner',
    fields: [
      must('code', 'Mã hệ thống', 'Code', { type: 'code' }, 'Mã HTTT'),
      must('name', 'Tên hệ thống', 'Name', text(), 'Hệ thống', 'Tên hệ thống thông tin'),
      must(
        'kind',
        'Loại hệ thống',
        'Kind',
        choice(
          ['website', 'Trang thông tin điện tử', 'Website'],
          ['portal', 'Cổng thông tin điện tử', 'Portal'],
          ['one_stop', 'Một cửa điện tử', 'One-stop shop'],
          ['document_management', 'Quản lý văn bản và điều hành', 'Document management'],
          ['online_services', 'Dịch vụ công trực tuyến', 'Online services'],
          ['email', 'Thư điện tử', 'E-mail'],
          ['videoconference', 'Hội nghị truyền hình', 'Videoconference'],
          ['database', 'Cơ sở dữ liệu', 'Database'],
          ['platform', 'Nền tảng dùng chung', 'Shared platform'],
          ['other', 'Khác', 'Other'],
        ),
        'Loại',
      ),
      must('owner', 'Chủ quản', 'Owner', agency, 'Cơ quan chủ quản', 'Đơn vị chủ quản'),
      may('in_data_center', 'Đặt tại TTDL', 'In the data centre', { type: 'flag' }, 'Đặt tại trung tâm dữ liệu'),
      may('hosts', 'Máy chủ', 'Hosts', { type: 'devices' }, 'Thiết bị'),
      may('endpoints', 'Địa chỉ truy cập', 'Endpoints', { type: 'urls' }, 'URL', 'Địa chỉ website', 'Tên miền'),
      may('security_level', 'Cấp độ an toàn', 'Security level', { type: 'count', min: 1, max: 5 }, 'Cấp độ'),
      may('approval_decision', 'Quyết định phê duyệt', 'Approval decision', text(), 'Số quyết định'),
      may('approved_on', 'Ngày phê duyệt', 'Approved on', date, 'Ngày quyết định'),
      may('operator', 'Đơn vị vận hành', 'Operator', text(), 'Vận hành'),
      may('next_review_on', 'Ngày rà soát tiếp theo', 'Next review on', date, 'Rà soát tiếp theo'),
    ],
  },
  deployment: {
    kind: 'deployment',
    plural: 'deployments',
    nameVi: 'Triển khai hệ thống',
    nameEn: 'Deployments',
    key: ['system', 'agency'],
    owner: 'agency',
    fields: [
      must('system', 'Mã hệ thống', 'System', { type: 'record', kind: 'hosted_system' }, 'Hệ thống'),
      must('agency', 'Mã cơ quan', 'Agency', agency, 'Cơ quan', 'Đơn vị'),
      may('users', 'Số người dùng', 'Users', { type: 'count', min: 0, max: 10_000_000 }, 'Người dùng'),
      may('note', 'Ghi chú', 'Note', text()),
    ],
  },
  scope_member: {
    kind: 'scope_member',
    plural: 'scope_members',
    nameVi: 'Danh sách phạm vi',
    nameEn: 'Scope lists',
    key: ['list', 'agency'],
    owner: null,
    fields: [
      must('list', 'Danh sách', 'List', { type: 'code' }, 'Mã danh sách'),
      must('agency', 'Mã cơ quan', 'Agency', agency, 'Cơ quan', 'Đơn vị'),
      may('source', 'Nguồn', 'Source', text()),
    ],
  },
};
