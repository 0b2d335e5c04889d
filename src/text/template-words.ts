/** What the guide of a template says of its columns; templates are for those who fill them in, in Vietnamese. */
export const templateWords = {
  sheet: 'Trang tính',
  column: 'Cột',
  required: 'Bắt buộc',
  form: 'Cách viết',
  others: 'Tên cột khác cũng nhận',
  yes: 'Có',
  no: 'Không',
} as const;

/** How the values of each type of column are written; in braces what the column itself says. */
export const columnForms = {
  text: 'Chữ, tối đa {max} ký tự',
  code: 'Mã: chữ không dấu, số, dấu . _ -; giữ nguyên số 0 ở đầu',
  choice: 'Chọn một: {choices}',
  count: 'Số nguyên từ {min} đến {max}, không dùng dấu phân nhóm',
  number: 'Số từ {min} đến {max}, phần thập phân sau dấu phẩy',
  ratio: 'Tỷ lệ: 0,95 hoặc 95%',
  money: 'Số tiền bằng đồng, chỉ viết chữ số',
  date: 'Ngày/tháng/năm, ví dụ 31/01/2026',
  flag: 'Có hoặc Không',
  url: 'Địa chỉ http://, https:// hoặc tcp://máy:cổng',
  urls: 'Một hoặc nhiều địa chỉ, cách nhau bằng dấu chấm phẩy hoặc xuống dòng trong ô',
  agency: 'Mã cơ quan; tên cơ quan cũng nhận nhưng phải xác nhận',
  device: 'MÃ-CƠ-QUAN/tên thiết bị',
  devices: 'Một hoặc nhiều MÃ-CƠ-QUAN/tên thiết bị, cách nhau bằng dấu chấm phẩy',
  record: 'Mã hoặc tên của mục: {kind}',
} as const;
