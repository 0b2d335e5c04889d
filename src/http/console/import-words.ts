import type { Language, Words } from '../../text/words.ts';

/** What the pages of imports say. */
const words = {
  imports: { vi: 'Nhập, xuất', en: 'Import, export' },
  upload: { vi: 'Nhập từ tệp', en: 'Import a file' },
  uploadHint: {
    vi: 'Tệp XLSX, CSV, YAML hoặc JSON, tối đa 16 MB. Trước tiên chỉ kiểm tra và cho xem trước, chưa ghi gì.',
    en: 'An XLSX, CSV, YAML or JSON file of at most 16 MB. First it is only checked and shown; nothing is written yet.',
  },
  file: { vi: 'Tệp', en: 'File' },
  kind: { vi: 'Tệp chứa gì', en: 'What it holds' },
  guess: { vi: 'nhận ra qua dòng tiêu đề', en: 'told by its headers' },
  source: { vi: 'Nguồn tệp', en: 'Whose file it is' },
  sourceHint: {
    vi: 'Ví dụ tên đơn vị gửi tệp. Cách hiểu tiêu đề được nhớ theo nguồn.',
    en: 'Such as the agency that sent it. The meanings of headers are remembered by it.',
  },
  decimal: { vi: 'Số như 1.234', en: 'Numbers such as 1.234' },
  decimalAsk: { vi: 'báo lỗi nếu đọc được hai cách', en: 'a fault where they can be read in two ways' },
  decimalComma: { vi: 'dấu phẩy là phần thập phân (1.234,5)', en: 'comma for decimals (1.234,5)' },
  decimalPoint: { vi: 'dấu chấm là phần thập phân (1,234.5)', en: 'point for decimals (1,234.5)' },
  check: { vi: 'Kiểm tra tệp', en: 'Check the file' },
  checkAgain: { vi: 'Kiểm tra lại', en: 'Check again' },
  noFile: { vi: 'hãy chọn một tệp / choose a file', en: 'hãy chọn một tệp / choose a file' },
  badForm: {
    vi: 'chỉ nhận tệp .xlsx, .csv, .yaml, .json / only .xlsx, .csv, .yaml and .json files are taken',
    en: 'chỉ nhận tệp .xlsx, .csv, .yaml, .json / only .xlsx, .csv, .yaml and .json files are taken',
  },

  preview: { vi: 'Xem trước', en: 'Preview' },
  ready: { vi: 'Tệp không có lỗi.', en: 'The file has no faults.' },
  faults: { vi: 'Lỗi', en: 'Faults' },
  faultsHint: {
    vi: 'Chưa ghi gì. Sửa các ô dưới đây trong tệp rồi gửi lại, hoặc tải bản sao đã đánh dấu.',
    en: 'Nothing was written. Mend these cells in the file and send it again, or take the marked copy.',
  },
  marked: { vi: 'Tải bản sao có đánh dấu lỗi', en: 'Download a copy with the faults marked' },
  sheet: { vi: 'Trang', en: 'Sheet' },
  row: { vi: 'Dòng', en: 'Row' },
  cell: { vi: 'Ô', en: 'Cell' },
  column: { vi: 'Cột', en: 'Column' },
  remedy: { vi: 'Lỗi và cách sửa', en: 'What is wrong and what to do' },
  moreFaults: { vi: 'lỗi nữa trong bản sao có đánh dấu', en: 'more in the marked copy' },
  added: { vi: 'thêm', en: 'added' },
  changed: { vi: 'sửa', en: 'changed' },
  same: { vi: 'giữ nguyên', en: 'as it was' },
  nothing: {
    vi: 'Mọi dòng đều đã có đúng như vậy; nhập sẽ không đổi gì.',
    en: 'All of it is there already; importing would change nothing.',
  },
  sameAs: { vi: 'Chính tệp này đã được nhập:', en: 'This very file was imported before:' },
  thing: { vi: 'Danh sách', en: 'List' },
  item: { vi: 'Mục', en: 'Item' },
  effect: { vi: 'Thay đổi', en: 'Change' },
  whatChanges: { vi: 'Sẽ thay đổi', en: 'What would change' },
  moreChanges: { vi: 'mục nữa', en: 'more' },
  read: { vi: 'Tệp được hiểu thế nào', en: 'How the file was read' },
  headerRow: { vi: 'tiêu đề ở dòng', en: 'header in row' },
  rows: { vi: 'dòng dữ liệu', en: 'rows of data' },
  header: { vi: 'Tiêu đề', en: 'Header' },
  meaning: { vi: 'Nghĩa là', en: 'Means' },
  how: { vi: 'Nhận ra nhờ', en: 'Known by' },
  exact: { vi: 'đúng tên', en: 'its name' },
  alias: { vi: 'tên gọi khác', en: 'another name of it' },
  given: { vi: 'bạn chọn', en: 'your choice' },
  remembered: { vi: 'đã nhớ từ trước', en: 'what was said before' },
  fuzzy: { vi: 'gần giống, chưa chắc', en: 'likeness, not sure' },
  unknown: { vi: 'không nhận ra', en: 'nothing' },
  furniture: { vi: 'số thứ tự', en: 'running number' },
  leaveOut: { vi: 'bỏ qua cột này', en: 'leave this column out' },
  undecided: { vi: '– hãy chọn –', en: '– choose –' },
  skipped: { vi: 'Bỏ qua', en: 'Passed over' },
  names: { vi: 'Tên cơ quan', en: 'Names of agencies' },
  namesHint: {
    vi: 'Tệp gọi các cơ quan bằng tên. Hãy xác nhận những tên chưa chắc; không tên nào được tự ý hiểu.',
    en: 'The file calls agencies by their names. Confirm those that are not sure; none is taken silently.',
  },
  written: { vi: 'Trong tệp', en: 'In the file' },
  agency: { vi: 'Cơ quan', en: 'Agency' },
  sure: { vi: 'Độ chắc', en: 'How sure' },
  choices: { vi: 'Cách đọc', en: 'How to read it' },
  encoding: { vi: 'Bảng mã chữ', en: 'Encoding' },
  utf8: { vi: 'Unicode (UTF-8, UTF-16)', en: 'Unicode (UTF-8, UTF-16)' },
  cp1258: { vi: 'Windows-1258 (tiếng Việt cũ)', en: 'Windows-1258 (older Vietnamese)' },
  remember: { vi: 'Nhớ cách hiểu tiêu đề cho nguồn', en: 'Remember the meanings of headers for' },
  importNow: { vi: 'Nhập vào hệ thống', en: 'Import it' },
  list: { vi: 'Các lần nhập', en: 'Imports' },
  noImports: { vi: 'Chưa có lần nhập nào.', en: 'Nothing was imported yet.' },
  at: { vi: 'Lúc', en: 'When' },
  actor: { vi: 'Ai', en: 'Who' },
  did: { vi: 'Đã làm', en: 'What it did' },
  undo: { vi: 'Hoàn tác', en: 'Undo' },
  undoHint: {
    vi: 'Lấy lại toàn bộ những gì lần nhập này đã ghi. Nếu có mục đã sửa sau đó thì không hoàn tác và chỉ ra mục đó.',
    en: 'Takes back all that this import wrote. Where something was changed since, nothing is taken back and that is named.',
  },
  confirm: { vi: 'Xác nhận hoàn tác', en: 'Yes, undo it' },
  undone: { vi: 'đã hoàn tác', en: 'undone' },
  done: { vi: 'Đã nhập xong.', en: 'The import is done.' },
  undoDone: { vi: 'Đã hoàn tác.', en: 'It was undone.' },
  nothingDone: {
    vi: 'Không có gì thay đổi: mọi thứ đã có đúng như trong tệp.',
    en: 'Nothing was changed: all of it was there already.',
  },
  files: { vi: 'Tệp mẫu và xuất dữ liệu', en: 'Templates and exports' },
  listName: { vi: 'Danh sách', en: 'List' },
  template: { vi: 'Tệp mẫu', en: 'Template' },
  export: { vi: 'Xuất', en: 'Export' },

  agencies: { vi: 'Cơ quan', en: 'Agencies' },
  credentials: { vi: 'Thông tin xác thực', en: 'Credentials' },
  devices: { vi: 'Thiết bị', en: 'Devices' },
  prefixes: { vi: 'Dải địa chỉ', en: 'Prefixes' },
  facts: { vi: 'Số liệu', en: 'Facts' },
  records: { vi: 'Mục danh mục', en: 'Records' },
  contacts: { vi: 'Đầu mối', en: 'Focal points' },
} as const satisfies Record<string, Words>;

/** A key of what the pages of imports say. */
export type ImportWordKey = keyof typeof words;

/** The words of these pages in a language. */
export function importWords(language: Language): (key: ImportWordKey) => string {
  return (key) => words[key][language];
}

/** What a kind of thing is called in counts; an unknown one is its own word. */
export function touchedWord(language: Language, kind: string): string {
  return isKind(kind) ? words[kind][language] : kind;
}

const kinds = ['agencies', 'credentials', 'devices', 'prefixes', 'facts', 'records', 'contacts'] as const;

function isKind(text: string): text is (typeof kinds)[number] {
  return kinds.some((kind) => kind === text);
}
