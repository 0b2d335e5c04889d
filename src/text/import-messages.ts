import type { Words } from './words.ts';

/** Words for every fault of an import; what stands in braces is a parameter of the fault. */
export const importMessages = {
  'document-unreadable': { vi: '{vi}', en: '{en}' },
  'not-a-mapping': {
    vi: 'cần một nhóm khoá: giá trị',
    en: 'a mapping of key: value is needed here',
  },
  'not-a-list': {
    vi: 'cần một danh sách, mỗi mục bắt đầu bằng dấu "-"',
    en: 'a list is needed here, each item beginning with "-"',
  },
  'table-kind-unknown': {
    vi: 'không nhận ra bảng này chứa gì qua dòng tiêu đề; các loại bảng: {kinds}',
    en: 'the header does not tell what this table holds; kinds of tables: {kinds}',
  },
  'unknown-column': {
    vi: 'không có cột hay khoá "{name}", gần nhất là "{nearest}"; được dùng: {allowed}',
    en: 'unknown column or key "{name}", the nearest is "{nearest}"; allowed: {allowed}',
  },
  'column-missing': { vi: 'thiếu cột "{name}"', en: 'the column "{name}" is missing' },
  'column-repeated': { vi: 'cột "{name}" có hai lần', en: 'the column "{name}" stands there twice' },
  'fact-columns-mixed': {
    vi: 'chỉ dùng một dạng: cột fact và value, hoặc mỗi số liệu một cột',
    en: 'use one form only: the columns fact and value, or one column for each fact',
  },
  required: { vi: 'chưa điền giá trị', en: 'a value is missing' },
  'text-expected': {
    vi: 'cần chữ, nhưng đọc ra {found}; hãy đặt trong dấu nháy kép',
    en: 'text is needed, this reads as {found}; put it in double quotes',
  },
  'code-needs-quotes': {
    vi: 'mã đọc ra là số {found} và đã mất các số 0 ở đầu nếu có; hãy đặt mã trong dấu nháy kép',
    en: 'the code reads as the number {found} and has lost any leading zeros; put the code in double quotes',
  },
  'code-malformed': {
    vi: 'mã "{text}" không hợp lệ: chỉ dùng chữ không dấu, số, dấu . _ - và bắt đầu bằng chữ hoặc số',
    en: 'the code "{text}" is not valid: letters, digits and . _ - only, beginning with a letter or digit',
  },
  'text-too-long': { vi: 'dài quá {max} ký tự', en: 'longer than {max} characters' },
  'control-characters': {
    vi: 'có ký tự điều khiển hoặc ký tự ẩn (xuống dòng, tab, khoảng trắng độ rộng 0); hãy xoá đi',
    en: 'holds control or invisible characters (line break, tab, zero-width space); remove them',
  },
  'device-name-slash': {
    vi: 'tên thiết bị không được có dấu "/"',
    en: 'the name of a device must not hold "/"',
  },
  choice: {
    vi: '"{text}" không thuộc danh sách, gần nhất là "{nearest}"; được dùng: {allowed}',
    en: '"{text}" is not on the list, the nearest is "{nearest}"; allowed: {allowed}',
  },
  'whole-number': {
    vi: '"{text}" không phải số nguyên từ 0 trở lên; chỉ viết chữ số',
    en: '"{text}" is not a whole number from 0; write digits only',
  },
  'grouped-number': {
    vi: '"{text}" có dấu phân nhóm nên có thể bị hiểu sai; hãy viết {write}',
    en: '"{text}" has group separators and can be misread; write {write}',
  },
  'number-out-of-range': {
    vi: '{text} nằm ngoài khoảng từ {min} đến {max}',
    en: '{text} is not between {min} and {max}',
  },
  'date-form': {
    vi: 'ngày "{text}" phải viết theo dạng năm-tháng-ngày; hãy viết {write} nếu đúng là ngày này',
    en: 'the date "{text}" has to be written year-month-day; write {write} if that is the day meant',
  },
  'date-invalid': {
    vi: '"{text}" không phải ngày có thật; viết theo dạng năm-tháng-ngày, ví dụ 2026-01-31',
    en: '"{text}" is not a date; write year-month-day, such as 2026-01-31',
  },
  'address-malformed': {
    vi: '"{text}" không phải địa chỉ IPv4 hoặc IPv6; không dùng tên máy',
    en: '"{text}" is not an IPv4 or IPv6 address; host names are not taken',
  },
  'cidr-malformed': {
    vi: '"{text}" không phải dải địa chỉ như 10.1.0.0/16 (các bit sau độ dài phải bằng 0)',
    en: '"{text}" is not a prefix like 10.1.0.0/16 (the bits after its length have to be 0)',
  },
  'parent-malformed': {
    vi: '"{text}" không phải thiết bị cha; viết tên thiết bị cùng cơ quan, hoặc MÃ-CƠ-QUAN/tên',
    en: '"{text}" does not name a parent; write a device of the same agency, or AGENCY/name',
  },
  'protocol-refused': {
    vi: '{protocol} đã bị phá và OpenSSL 3 không còn hỗ trợ, nên thiết bị sẽ không bao giờ trả lời; hãy chọn {allowed}',
    en: '{protocol} is broken and OpenSSL 3 no longer has it, so the device would never answer; choose {allowed}',
  },
  'secret-expected': {
    vi: 'cần mật khẩu trong dấu nháy kép, hoặc {{env: TÊN_BIẾN}}, hoặc {{file: ĐƯỜNG_DẪN}}',
    en: 'a secret in double quotes is needed, or {{env: NAME}}, or {{file: PATH}}',
  },
  'secret-missing': {
    vi: 'không tìm thấy mật khẩu ở {source}',
    en: 'no secret was found at {source}',
  },
  'secret-too-short': {
    vi: 'mật khẩu quá ngắn: cần ít nhất {min} ký tự',
    en: 'the secret is too short: at least {min} characters are needed',
  },
  'not-for-version': { vi: 'SNMP {version} không dùng mục này', en: 'SNMP {version} has no use for this' },
  'fact-observed': {
    vi: 'số liệu {fact} do hệ thống tự đo, không khai báo được',
    en: 'the fact {fact} is measured by the service and cannot be declared',
  },
  duplicate: { vi: '{what} đã có ở {at}', en: '{what} stands at {at} already' },
  'agency-unknown': {
    vi: 'chưa có cơ quan mang mã {agency}; hãy thêm cơ quan này trước',
    en: 'there is no agency {agency}; add it first',
  },
  'agency-closed': {
    vi: 'cơ quan {agency} đã ngừng hoạt động từ {on}',
    en: 'the agency {agency} was closed on {on}',
  },
  'parent-unknown': {
    vi: 'chưa có cơ quan cấp trên mang mã {parent}',
    en: 'there is no parent agency {parent}',
  },
  'agency-cycle': {
    vi: 'cơ quan cấp trên tạo thành vòng: {cycle}',
    en: 'the parent agencies form a ring: {cycle}',
  },
  'device-parent-unknown': {
    vi: 'chưa có thiết bị cha {parent}',
    en: 'there is no parent device {parent}',
  },
  'device-cycle': {
    vi: 'thiết bị cha tạo thành vòng: {cycle}',
    en: 'the parent devices form a ring: {cycle}',
  },
  'credential-unknown': {
    vi: 'chưa có thông tin xác thực tên {credential}',
    en: 'there is no credential named {credential}',
  },
  'credential-required': {
    vi: 'thiết bị được xét theo SNMP thì phải có thông tin xác thực (credential)',
    en: 'a device judged by SNMP needs a credential',
  },
  'tcp-port-required': {
    vi: 'thiết bị được xét theo TCP thì phải có cổng (tcp_port)',
    en: 'a device judged by TCP needs a tcp_port',
  },
  'tcp-port-unused': {
    vi: 'tcp_port chỉ dùng khi reachability là tcp, ở đây là {reachability}',
    en: 'tcp_port is used with reachability tcp only, here it is {reachability}',
  },
  'period-empty': {
    vi: 'ngày kết thúc {to} phải sau ngày bắt đầu {from}',
    en: 'the end {to} has to come after the beginning {from}',
  },
  'more-than-whole': {
    vi: '{part} = {partValue} lớn hơn {whole} = {wholeValue}',
    en: '{part} = {partValue} is more than {whole} = {wholeValue}',
  },
  'prefix-taken': {
    vi: 'dải địa chỉ {cidr} đã thuộc cơ quan {agency}',
    en: 'the prefix {cidr} belongs to the agency {agency} already',
  },
  'address-taken': {
    vi: 'địa chỉ {address} cổng SNMP {port} đã dùng cho thiết bị {device}',
    en: 'the address {address} with SNMP port {port} is used by the device {device} already',
  },
} as const satisfies Record<string, Words>;
