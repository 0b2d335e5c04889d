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
  'fact-not-declared': {
    vi: 'số liệu {fact} không ai được khai báo; nếu trích từ tài liệu, hãy ghi loại số liệu là "Nguồn bên ngoài"',
    en: 'nobody may declare the fact {fact}; where it is quoted from a publication, write "External" as its kind',
  },
  'fact-unknown': {
    vi: 'không có số liệu tên "{text}", gần nhất là "{nearest}"; tên và khoá có trong facts.yaml',
    en: 'there is no fact called "{text}", the nearest is "{nearest}"; names and keys stand in facts.yaml',
  },
  'fact-subject': {
    vi: 'số liệu {fact} không nói về loại đối tượng {subject}; được dùng: {allowed}',
    en: 'the fact {fact} is not said of a subject of the kind {subject}; allowed: {allowed}',
  },
  'date-out-of-range': {
    vi: 'ngày {text} nằm ngoài khoảng từ {min} đến {max}',
    en: 'the date {text} is not between {min} and {max}',
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
  'agency-succeeded': {
    vi: 'cơ quan {agency} đã ngừng hoạt động từ {on}; nay có thể là: {successors}',
    en: 'the agency {agency} was closed on {on}; it may have gone over into: {successors}',
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
  'prefix-taken': {
    vi: 'dải địa chỉ {cidr} đã thuộc cơ quan {agency}',
    en: 'the prefix {cidr} belongs to the agency {agency} already',
  },
  'address-taken': {
    vi: 'địa chỉ {address} cổng SNMP {port} đã dùng cho thiết bị {device}',
    en: 'the address {address} with SNMP port {port} is used by the device {device} already',
  },
  'device-unknown': {
    vi: 'chưa có thiết bị {name}; viết MÃ-CƠ-QUAN/tên thiết bị và thêm thiết bị này trước',
    en: 'there is no device {name}; write AGENCY/name and add the device first',
  },
  'record-unknown': {
    vi: '{kind}: chưa có mục {name}; hãy thêm mục này trước',
    en: '{kind}: there is no {name}; add it first',
  },
  'unit-cycle': {
    vi: 'đơn vị hành chính cấp trên tạo thành vòng: {cycle}',
    en: 'the parents of administrative units form a ring: {cycle}',
  },
  'flag-unclear': {
    vi: '"{text}" không rõ là có hay không; hãy viết Có hoặc Không',
    en: '"{text}" is neither a clear yes nor a clear no; write yes or no',
  },
  'number-expected': {
    vi: '"{text}" không phải là số; chỉ viết chữ số và một dấu thập phân',
    en: '"{text}" is not a number; write digits and one decimal sign only',
  },
  'ratio-range': {
    vi: 'tỷ lệ {text} nằm ngoài khoảng từ 0 đến 1; hãy viết {write} nếu là phần trăm',
    en: 'the share {text} is not between 0 and 1; write {write} if it is a percentage',
  },
  'url-malformed': {
    vi: '"{text}" không phải địa chỉ http://, https:// hoặc tcp://máy:cổng',
    en: '"{text}" is not an address like http://, https:// or tcp://host:port',
  },
  'phone-malformed': {
    vi: '"{text}" không phải số điện thoại; viết từ 8 đến 15 chữ số, có thể có dấu + ở đầu',
    en: '"{text}" is not a phone number; write 8 to 15 digits, with a + before them if needed',
  },
  'email-malformed': {
    vi: '"{text}" không phải địa chỉ thư điện tử; viết dạng ten@co-quan.gov.vn',
    en: '"{text}" is not an e-mail address; write it like name@agency.gov.vn',
  },
  'device-malformed': {
    vi: '"{text}" không phải tên thiết bị; viết MÃ-CƠ-QUAN/tên thiết bị',
    en: '"{text}" does not name a device; write AGENCY/name',
  },
  'dimensions-malformed': {
    vi: '"{text}" không phải chiều phân tổ; viết dạng block=commune; level=4',
    en: '"{text}" does not say what narrows the fact; write it like block=commune; level=4',
  },
  'header-unknown': {
    vi: 'không nhận ra cột "{header}"; hãy đổi tên cột theo mẫu, hoặc cho biết nghĩa của cột: --map "{header}=tên trường", bỏ cột: --map "{header}="',
    en: 'the column "{header}" is not known; name it as the template does, or say what it means: --map "{header}=field", or leave it out: --map "{header}="',
  },
  'header-unsure': {
    vi: 'cột "{header}" có lẽ là "{nearest}" (giống {percent}%); nếu đúng hãy xác nhận: --map "{header}={field}"',
    en: 'the column "{header}" may be "{nearest}" ({percent}% alike); if so, confirm it: --map "{header}={field}"',
  },
  'header-empty': {
    vi: 'cột {letter} có dữ liệu nhưng không có tiêu đề; hãy đặt tiêu đề hoặc xoá cột',
    en: 'the column {letter} holds data but has no header; give it one or delete the column',
  },
  'header-merged': {
    vi: 'tiêu đề có ô gộp {range}; hãy bỏ gộp ô và để mỗi cột một tiêu đề trên cùng một dòng',
    en: 'the header has merged cells {range}; unmerge them and give each column one header in one row',
  },
  'header-rows-several': {
    vi: 'tiêu đề nằm trên nhiều dòng ({row} và {next}); hãy để mỗi cột một tiêu đề trên cùng một dòng',
    en: 'the header takes several rows ({row} and {next}); give each column one header in one row',
  },
  'mapping-unknown': {
    vi: 'cột "{header}" được gán cho trường "{field}", nhưng bảng loại này không có trường đó',
    en: 'the column "{header}" is said to be the field "{field}", which lists of this kind do not have',
  },
  formula: {
    vi: 'ô là công thức (đang hiện "{shown}"); hãy chép rồi dán dạng giá trị (Paste Values)',
    en: 'the cell is a formula (showing "{shown}"); copy it and paste it as a value',
  },
  'cell-error': {
    vi: 'ô báo lỗi {text}; hãy sửa công thức rồi dán dạng giá trị',
    en: 'the cell shows the error {text}; mend the formula and paste it as a value',
  },
  'cell-not-text': {
    vi: 'cần chữ, nhưng ô này chứa {found}; hãy định dạng ô là Văn bản (Text) rồi gõ lại',
    en: 'text is needed, but the cell holds {found}; format it as Text and type it again',
  },
  'code-eaten': {
    vi: 'mã {text} là số nên có thể đã mất số 0 ở đầu; hãy định dạng ô là Văn bản (Text) rồi gõ lại đủ mã',
    en: 'the code {text} is a number and may have lost leading zeros; format the cell as Text and type the whole code again',
  },
  'code-eaten-known': {
    vi: 'mã {text} đã mất số 0 ở đầu; mã đã biết là "{write}": hãy định dạng ô là Văn bản (Text) rồi gõ "{write}"',
    en: 'the code {text} has lost leading zeros; the known code is "{write}": format the cell as Text and type "{write}"',
  },
  'merged-cells': {
    vi: 'vùng ô {range} bị gộp; hãy bỏ gộp và điền giá trị cho từng dòng',
    en: 'the cells {range} are merged; unmerge them and fill in every row',
  },
  'number-ambiguous': {
    vi: '"{text}" có thể là {whole} hoặc {decimal}; hãy viết một trong hai cách này',
    en: '"{text}" may mean {whole} or {decimal}; write one of these',
  },
  'number-english': {
    vi: '"{text}" viết theo kiểu Anh; hãy viết {write}',
    en: '"{text}" is written the English way; write {write}',
  },
  'number-exponent': {
    vi: '"{text}" là số viết tắt dạng mũ và có thể đã mất chữ số; hãy viết đủ chữ số, nếu đúng thì là {write}',
    en: '"{text}" is shortened to an exponent and may have lost digits; write all of them, {write} if that is right',
  },
  'number-not-finite': {
    vi: '"{text}" không phải số hữu hạn; hãy viết số bằng chữ số hoặc để trống ô',
    en: '"{text}" is not a finite number; write it in digits or leave the cell empty',
  },
  'number-is-date': {
    vi: 'cần số nhưng bảng tính đã đổi ô này thành ngày ({shown}); hãy định dạng ô là Số (Number) rồi gõ lại',
    en: 'a number is needed, but the spreadsheet has made a date of it ({shown}); format the cell as Number and type it again',
  },
  'percent-unexpected': {
    vi: '"{text}" là phần trăm, nhưng cột này cần số lượng; hãy viết số',
    en: '"{text}" is a percentage, but this column needs an amount; write a number',
  },
  'date-two-digit-year': {
    vi: 'ngày "{text}" chỉ có hai chữ số năm; hãy viết {write} nếu đúng là năm đó',
    en: 'the date "{text}" has a year of two digits; write {write} if that is the year',
  },
  'date-incomplete': {
    vi: '"{text}" chưa phải một ngày; hãy viết đủ ngày, tháng, năm, ví dụ {write}',
    en: '"{text}" is not a whole date; write day, month and year, such as {write}',
  },
  'date-serial': {
    vi: '{text} có thể là số thứ tự của một ngày; hãy viết {write} nếu đúng là ngày này, hoặc định dạng ô là Ngày (Date)',
    en: '{text} may be the serial number of a date; write {write} if that is the day, or format the cell as a Date',
  },
  'agency-name-unknown': {
    vi: 'không có cơ quan nào mang mã hoặc tên "{text}"; hãy viết mã cơ quan, hoặc thêm cơ quan này trước',
    en: 'no agency has the code or name "{text}"; write the code of the agency, or add it first',
  },
  'agency-name-unsure': {
    vi: '"{text}" có lẽ là {name} (giống {percent}%); nếu đúng hãy viết mã {code}, hoặc chấp nhận tên này',
    en: '"{text}" may be {name} ({percent}% alike); if so write the code {code}, or accept the name',
  },
  'agency-name-ambiguous': {
    vi: '"{text}" có thể là nhiều cơ quan: {candidates}; hãy viết mã của cơ quan cần nói',
    en: '"{text}" may be several agencies: {candidates}; write the code of the one that is meant',
  },
  'row-total': {
    vi: 'bỏ qua dòng tổng cộng "{text}"',
    en: 'the row of totals "{text}" was passed over',
  },
  'row-header-again': {
    vi: 'bỏ qua dòng lặp lại tiêu đề "{text}"',
    en: 'the row that repeats the header "{text}" was passed over',
  },
  'row-numbering': {
    vi: 'bỏ qua dòng đánh số cột "{text}"',
    en: 'the row that numbers the columns "{text}" was passed over',
  },
  'row-heading': {
    vi: 'bỏ qua dòng tên nhóm "{text}"',
    en: 'the heading of a group "{text}" was passed over',
  },
  'row-note': {
    vi: 'bỏ qua dòng ghi chú hoặc chữ ký cuối bảng "{text}"',
    en: 'the note or signature below the table "{text}" was passed over',
  },
  'sheet-left-out': {
    vi: 'không đọc trang tính "{text}"',
    en: 'the sheet "{text}" was not read',
  },
  'more-of-code': {
    vi: 'còn {count} lỗi nữa loại {code} không liệt kê ở đây, lỗi đầu tiên ở {at}; hãy sửa các lỗi trên rồi nhập lại',
    en: '{count} more faults of the kind {code} are not listed here, the first at {at}; mend those above and import again',
  },
} as const satisfies Record<string, Words>;
