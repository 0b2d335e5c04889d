import type { Words } from './words.ts';

/** Words for every fault a file of sheets can have before its cells are asked what they mean; in braces the parameters. */
export const sheetMessages = {
  'sheet-file-empty': {
    vi: 'tệp rỗng (0 byte); hãy gửi lại tệp đã lưu',
    en: 'the file is empty (0 bytes); send the saved file again',
  },
  'sheet-file-too-large': {
    vi: 'tệp có {bytes} byte, nhiều hơn mức {most} byte; hãy tách thành nhiều tệp',
    en: 'the file has {bytes} bytes, more than {most}; split it into several files',
  },
  'sheet-not-a-workbook': {
    vi: 'không phải tệp Excel (.xlsx); hãy mở bằng Excel hoặc LibreOffice rồi lưu dạng .xlsx hoặc .csv',
    en: 'this is no Excel file (.xlsx); open it in Excel or LibreOffice and save it as .xlsx or .csv',
  },
  'sheet-text-not-workbook': {
    vi: 'tệp mang tên .xlsx nhưng bên trong là văn bản (CSV, HTML hoặc XML); nếu là CSV hãy đổi đuôi thành .csv, nếu không hãy lưu lại dạng .xlsx',
    en: 'the file is called .xlsx but holds text (CSV, HTML or XML); if it is CSV rename it to .csv, otherwise save it again as .xlsx',
  },
  'sheet-workbook-not-text': {
    vi: 'tệp mang tên .csv nhưng bên trong là tệp Excel; hãy đổi đuôi thành .xlsx',
    en: 'the file is called .csv but is an Excel file; rename it to .xlsx',
  },
  'sheet-old-workbook': {
    vi: 'đây là tệp Excel đời cũ (.xls), dù tên có thể là .xlsx; hãy mở bằng Excel rồi lưu dạng .xlsx',
    en: 'this is an old Excel file (.xls), whatever its name says; open it in Excel and save it as .xlsx',
  },
  'sheet-encrypted': {
    vi: 'tệp được đặt mật khẩu nên không đọc được; hãy gỡ mật khẩu trong Excel (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi gửi lại',
    en: 'the file is protected by a password and cannot be read; take the password off in Excel (File, Info, Protect Workbook) and send it again',
  },
  'sheet-macros': {
    vi: 'tệp có macro nên bị từ chối; hãy lưu dạng .xlsx (không macro) rồi gửi lại',
    en: 'the file holds macros and is refused; save it as .xlsx (without macros) and send it again',
  },
  'sheet-binary-workbook': {
    vi: 'đây là tệp Excel nhị phân (.xlsb); hãy lưu dạng .xlsx',
    en: 'this is a binary Excel file (.xlsb); save it as .xlsx',
  },
  'sheet-opendocument': {
    vi: 'đây là tệp OpenDocument (.ods); hãy lưu dạng .xlsx',
    en: 'this is an OpenDocument file (.ods); save it as .xlsx',
  },
  'sheet-zip-damaged': {
    vi: 'tệp bị hỏng hoặc bị cắt giữa chừng; hãy mở và lưu lại bằng Excel, rồi gửi lại',
    en: 'the file is damaged or was cut off; open it in Excel, save it and send it again',
  },
  'sheet-zip-lies': {
    vi: 'phần "{part}" của tệp khai sai về chính nó nên cả tệp bị từ chối; hãy mở và lưu lại bằng Excel',
    en: 'the part "{part}" of the file is not what the file says it is, so all of it is refused; open it in Excel and save it again',
  },
  'sheet-zip-overlap': {
    vi: 'phần "{part}" của tệp nằm đè lên phần khác nên cả tệp bị từ chối; hãy mở và lưu lại bằng Excel',
    en: 'the part "{part}" of the file lies over another one, so all of it is refused; open it in Excel and save it again',
  },
  'sheet-zip-nested': {
    vi: 'bên trong tệp còn có tệp nén hoặc tài liệu nhúng "{part}"; hãy xoá đối tượng nhúng rồi gửi lại',
    en: 'the file holds an archive or an embedded document "{part}"; remove the embedded object and send it again',
  },
  'sheet-zip-ratio': {
    vi: 'phần "{part}" nở ra gấp {ratio} lần khi giải nén (mức cho phép {most}); tệp bị từ chối, hãy chép dữ liệu sang một tệp mới',
    en: 'the part "{part}" grows {ratio} times when unpacked (at most {most}); the file is refused, copy the data into a new file',
  },
  'sheet-zip-too-many-entries': {
    vi: 'tệp gồm {entries} phần, nhiều hơn mức {most}; hãy chép dữ liệu sang một tệp mới',
    en: 'the file has {entries} parts, more than {most}; copy the data into a new file',
  },
  'sheet-zip-too-large': {
    vi: 'tệp nở ra {bytes} byte khi giải nén, nhiều hơn mức {most}; hãy xoá hình ảnh và trang thừa, hoặc tách thành nhiều tệp',
    en: 'the file grows to {bytes} bytes when unpacked, more than {most}; remove pictures and spare sheets, or split it into several files',
  },
  'sheet-part-missing': {
    vi: 'tệp thiếu phần "{part}"; hãy mở và lưu lại bằng Excel',
    en: 'the part "{part}" of the file is missing; open it in Excel and save it again',
  },
  'sheet-xml-broken': {
    vi: 'phần "{part}" của tệp bị hỏng; hãy mở và lưu lại bằng Excel',
    en: 'the part "{part}" of the file is broken; open it in Excel and save it again',
  },
  'sheet-xml-dtd': {
    vi: 'phần "{part}" chứa khai báo DTD, điều không phần mềm bảng tính nào làm; tệp bị từ chối',
    en: 'the part "{part}" holds a DTD, which no spreadsheet writes; the file is refused',
  },
  'sheet-no-sheet': { vi: 'tệp không có trang tính nào', en: 'the file has no sheet' },
  'sheet-no-visible-sheet': {
    vi: 'mọi trang tính đều bị ẩn; hãy cho hiện trang cần nhập',
    en: 'every sheet is hidden; show the one that is to be imported',
  },
  'sheet-nothing-inside': { vi: 'tệp không có dữ liệu nào', en: 'the file holds no data' },
  'sheet-sheet-repeated': {
    vi: 'có hai trang tính cùng tên "{name}"; hãy đổi tên một trang',
    en: 'two sheets are called "{name}"; rename one of them',
  },
  'sheet-too-many-sheets': {
    vi: 'tệp có {sheets} trang tính, nhiều hơn mức {most}; hãy tách thành nhiều tệp',
    en: 'the file has {sheets} sheets, more than {most}; split it into several files',
  },
  'sheet-too-many-rows': {
    vi: 'có nhiều hơn {most} dòng có dữ liệu; hãy tách thành nhiều tệp',
    en: 'there are more than {most} rows with data; split them into several files',
  },
  'sheet-too-many-columns': {
    vi: 'có dữ liệu ở ngoài {most} cột đầu; hãy xoá các cột thừa',
    en: 'there is data beyond the first {most} columns; remove the spare columns',
  },
  'sheet-too-many-cells': {
    vi: 'có nhiều hơn {most} ô; hãy xoá các ô thừa hoặc tách thành nhiều tệp',
    en: 'there are more than {most} cells; remove spare ones or split them into several files',
  },
  'sheet-too-much-text': {
    vi: 'tổng số chữ trong tệp nhiều hơn {most} ký tự; hãy tách thành nhiều tệp',
    en: 'the text of the file is longer than {most} characters; split it into several files',
  },
  'sheet-too-many-merged': {
    vi: 'có quá nhiều vùng ô gộp (mức {most}) hoặc chúng chồng lên nhau; hãy bỏ gộp ô',
    en: 'there are too many merged ranges (at most {most}) or they overlap; unmerge the cells',
  },
  'sheet-text-too-long': {
    vi: 'chữ trong một ô dài quá {most} ký tự; hãy rút ngắn lại',
    en: 'the text of a cell is longer than {most} characters; shorten it',
  },
  'sheet-row-misplaced': {
    vi: 'tệp bị hỏng: dòng "{text}" đứng sai chỗ hoặc lặp lại; hãy mở và lưu lại bằng Excel',
    en: 'the file is damaged: the row "{text}" is out of place or stands there twice; open it in Excel and save it again',
  },
  'sheet-cell-misplaced': {
    vi: 'tệp bị hỏng: ô "{text}" đứng sai chỗ, lặp lại hoặc nằm ngoài trang tính; hãy mở và lưu lại bằng Excel',
    en: 'the file is damaged: the cell "{text}" is out of place, stands there twice or lies beyond the sheet; open it in Excel and save it again',
  },
  'sheet-string-missing': {
    vi: 'ô trỏ tới chuỗi số {text}, nhưng tệp không có chuỗi đó; hãy nhập lại ô này',
    en: 'the cell points to text number {text}, which the file does not hold; type the cell again',
  },
  'sheet-value-unreadable': {
    vi: 'ô được ghi là số, ngày hoặc đúng/sai nhưng nội dung là "{text}"; hãy nhập lại ô này',
    en: 'the cell is said to be a number, date or truth value but holds "{text}"; type the cell again',
  },
  'sheet-not-text': {
    vi: 'chữ trong tệp không phải UTF-8; hãy lưu lại dạng "CSV UTF-8", hoặc đọc theo bảng mã cũ {offered} rồi xem kỹ dấu tiếng Việt',
    en: 'the text of the file is not UTF-8; save it again as "CSV UTF-8", or have it read in the older {offered} and look at the accents with care',
  },
  'sheet-not-text-binary': {
    vi: 'tệp không phải văn bản; hãy lưu lại dạng "CSV UTF-8" hoặc .xlsx',
    en: 'the file is not text; save it again as "CSV UTF-8" or .xlsx',
  },
  'sheet-unclosed-quote': {
    vi: 'dấu nháy kép mở ra ở dòng này mà không đóng lại; từ đây trở đi không đọc được',
    en: 'a double quote opens in this row and is never closed; nothing can be read from here on',
  },
  'sheet-stray-quote': {
    vi: 'dấu nháy kép đứng sai chỗ trong dòng này; hãy viết hai lần ("") nếu nó thuộc về nội dung',
    en: 'a double quote is out of place in this row; write it twice ("") if it belongs to the text',
  },
  'sheet-no-header': { vi: 'không có dòng tiêu đề', en: 'there is no header' },
  'sheet-duplicate-column': { vi: 'tiêu đề cột này có hai lần', en: 'this column header stands there twice' },
  'sheet-ragged-row': {
    vi: 'dòng này có {cells} ô, còn tiêu đề có {columns} cột',
    en: 'this row has {cells} cells, the header {columns} columns',
  },
  'sheet-too-slow': {
    vi: 'xử lý tệp quá {seconds} giây nên đã dừng; hãy tách thành nhiều tệp nhỏ hơn',
    en: 'working on the file took longer than {seconds} seconds and was stopped; split it into smaller files',
  },
  'sheet-too-much-memory': {
    vi: 'xử lý tệp cần nhiều hơn {megabytes} MB bộ nhớ nên đã dừng; hãy tách thành nhiều tệp nhỏ hơn',
    en: 'working on the file took more than {megabytes} MB of memory and was stopped; split it into smaller files',
  },
} as const satisfies Record<string, Words>;

/** What our own workbooks say of themselves. */
export const sheetWords = {
  /** The sheet that lists the faults in an annotated copy; Excel takes no slash in a name. */
  faultList: 'Lỗi - Faults',
  /** The column that an annotated CSV copy has more. */
  faultColumn: 'Lỗi / Faults',
  lists: 'Danh mục - Lists',
  sheet: 'Trang tính / Sheet',
  row: 'Dòng / Row',
  column: 'Cột / Column',
  message: 'Nội dung / Message',
  chooseTitle: 'Danh mục / List',
  choose: 'Hãy chọn một giá trị trong danh mục. / Choose a value from the list.',
} as const;
