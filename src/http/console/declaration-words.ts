import type { Language, Words } from '../../text/words.ts';

/** What the pages of declarations say. */
const words = {
  declarations: { vi: 'Khai báo', en: 'Declarations' },
  lead: {
    vi: 'Số liệu mà cơ quan khai theo kỳ: nháp, nộp, được duyệt hoặc trả lại.',
    en: 'What agencies declare by period: drafted, submitted, approved or returned.',
  },
  progress: { vi: 'Tiến độ', en: 'Progress' },
  progressOf: { vi: 'Tiến độ nộp theo khối', en: 'Progress by block' },
  form: { vi: 'Biểu', en: 'Form' },
  period: { vi: 'Kỳ', en: 'Period' },
  periodHint: { vi: '2026, 2026-H1, 2026-Q3 hoặc 2026-07, tuỳ biểu', en: '2026, 2026-H1, 2026-Q3 or 2026-07, by form' },
  agency: { vi: 'Cơ quan', en: 'Agency' },
  agencyHint: { vi: 'Mã cơ quan, ví dụ 00004 hoặc H26.12', en: 'The agency’s code, such as 00004 or H26.12' },
  status: { vi: 'Trạng thái', en: 'Status' },
  revision: { vi: 'Bản đính chính số', en: 'Correction no.' },
  due: { vi: 'Hạn nộp', en: 'Due' },
  dueToday: { vi: 'hạn hôm nay', en: 'due today' },
  daysLeft: { vi: 'còn {n} ngày', en: '{n} days left' },
  dayLeft: { vi: 'còn 1 ngày', en: '1 day left' },
  daysOver: { vi: 'quá hạn {n} ngày', en: '{n} days overdue' },
  dayOver: { vi: 'quá hạn 1 ngày', en: '1 day overdue' },
  reminded: { vi: 'đã nhắc', en: 'reminded' },
  changed: { vi: 'Sửa lần cuối', en: 'Last changed' },

  returned: { vi: 'Bị trả lại, cần sửa', en: 'Returned, to be corrected' },
  missing: { vi: 'Chưa khai', en: 'Not begun' },
  drafts: { vi: 'Đang soạn', en: 'Being drafted' },
  waiting: { vi: 'Chờ duyệt', en: 'Waiting for approval' },
  approved: { vi: 'Mới được duyệt', en: 'Recently approved' },
  nothing: { vi: 'Không có việc nào đang chờ.', en: 'Nothing is waiting.' },
  nothingMore: {
    vi: 'Mọi khai báo sắp tới hạn đều đã nộp.',
    en: 'Everything that is due soon is handed in.',
  },
  more: { vi: 'và {n} cơ quan nữa', en: 'and {n} more agencies' },
  moreRows: { vi: 'Chỉ hiện 50 dòng mới nhất.', en: 'Only the newest 50 are shown.' },
  begin: { vi: 'Bắt đầu khai', en: 'Begin' },
  beginOther: { vi: 'Mở khai báo khác', en: 'Begin another one' },
  beginOtherHint: {
    vi: 'Cho kỳ đã qua, hoặc kỳ chưa tới hạn. Khai báo đã duyệt: mở bản đính chính trong trang của nó.',
    en: 'For a past period, or one not due yet. Of an approved one, begin the correction on its page.',
  },
  ownSubmission: { vi: 'bạn đã nộp, người khác duyệt', en: 'you submitted it, somebody else approves' },

  figures: { vi: 'Số liệu', en: 'Figures' },
  figure: { vi: 'Số liệu', en: 'Figure' },
  value: { vi: 'Kỳ này', en: 'This period' },
  yearEarlier: { vi: 'Cùng kỳ năm trước', en: 'Year before' },
  change: { vi: 'Thay đổi', en: 'Change' },
  same: { vi: 'không đổi', en: 'no change' },
  required: { vi: 'bắt buộc', en: 'required' },
  notGiven: { vi: 'chưa điền', en: 'not given' },
  yes: { vi: 'Có', en: 'Yes' },
  no: { vi: 'Không', en: 'No' },
  reason: { vi: 'Lý do', en: 'Reason' },
  reasonOf: { vi: 'Lý do', en: 'Reason for' },
  filled: { vi: 'Đã điền {n} trên {m} số liệu', en: '{n} of {m} figures given' },
  ready: { vi: 'Đủ điều kiện nộp.', en: 'Ready to be submitted.' },
  blank: { vi: 'Chưa điền', en: 'Not given' },
  wrong: { vi: 'Có lỗi', en: 'With errors' },
  toExplain: { vi: 'Cần nêu lý do', en: 'Needs a reason' },
  save: { vi: 'Lưu nháp', en: 'Save draft' },
  submit: { vi: 'Lưu và nộp', en: 'Save and submit' },
  submitHint: {
    vi: 'Nộp xong không sửa được nữa, trừ khi được trả lại.',
    en: 'Once submitted it cannot be changed, unless it is returned.',
  },
  saved: { vi: 'Đã lưu nháp.', en: 'The draft is saved.' },
  submitted: {
    vi: 'Đã nộp. Người duyệt sẽ thấy trong danh sách chờ.',
    en: 'Submitted. The approver finds it waiting.',
  },
  wasApproved: {
    vi: 'Đã duyệt. Số liệu có hiệu lực từ đầu kỳ.',
    en: 'Approved. The figures hold from the first day of the period.',
  },
  wasReturned: { vi: 'Đã trả lại kèm lý do.', en: 'Returned with the note.' },
  stale: {
    vi: 'Có người khác vừa sửa khai báo này. Số bạn nhập vẫn ở đây; hãy so với số đang lưu rồi lưu lại.',
    en: 'Somebody else just changed this declaration. What you typed is still here; compare it with what is stored and save again.',
  },
  stored: { vi: 'đang lưu', en: 'stored' },
  noForm: {
    vi: 'Biểu này không còn trong cấu hình; khai báo chỉ còn để xem.',
    en: 'This form is no longer configured; the declaration can only be looked at.',
  },

  evidence: { vi: 'Tài liệu kiểm chứng', en: 'Evidence' },
  noEvidence: { vi: 'Chưa có tài liệu.', en: 'No files.' },
  addFile: { vi: 'Thêm tài liệu', en: 'Add a file' },
  addFileHint: { vi: '{types}; tối đa {size} mỗi tệp, {n} tệp.', en: '{types}; at most {size} each, {n} files.' },
  attach: { vi: 'Lưu và đính kèm', en: 'Save and attach' },
  detach: { vi: 'Bỏ', en: 'Take off' },
  detachFile: { vi: 'Bỏ tệp', en: 'Take off' },

  decide: { vi: 'Duyệt hay trả lại', en: 'Approve or return' },
  approve: { vi: 'Duyệt', en: 'Approve' },
  approveHint: {
    vi: 'Số liệu thành số chính thức của cơ quan, có hiệu lực từ đầu kỳ tới kỳ khai báo sau.',
    en: 'The figures become those of the agency, from the first day of the period until the next one declared.',
  },
  return: { vi: 'Trả lại', en: 'Return' },
  returnNote: { vi: 'Cần sửa gì', en: 'What has to be corrected' },
  ownWork: {
    vi: 'Bạn là người nộp khai báo này nên không tự duyệt được; cần một người duyệt khác.',
    en: 'You submitted this declaration, so you cannot approve it; somebody else has to.',
  },
  correct: { vi: 'Đính chính', en: 'Correct' },
  correctHint: {
    vi: 'Mở một bản mới với số liệu đã duyệt. Bản đã duyệt vẫn có hiệu lực cho tới khi bản mới được duyệt.',
    en: 'Begins a new version with the approved figures. What was approved holds until the new one is approved.',
  },
  correctNote: { vi: 'Vì sao đính chính', en: 'Why it has to be corrected' },
  beginCorrection: { vi: 'Mở bản đính chính', en: 'Begin the correction' },
  revisions: { vi: 'Các bản', en: 'Versions' },
  first: { vi: 'Bản đầu', en: 'First version' },
  history: { vi: 'Ai đã làm gì', en: 'Who did what' },

  show: { vi: 'Xem', en: 'Show' },
  all: { vi: 'Toàn bộ', en: 'All' },
  handedIn: { vi: 'Đã nộp', en: 'Handed in' },
  approvedShare: { vi: 'Đã duyệt', en: 'Approved' },
  timely: { vi: 'Đúng hạn', en: 'In time' },
  ofThem: { vi: 'trên', en: 'of' },
  late: { vi: 'nộp muộn', en: 'late' },
  awaited: { vi: 'Còn thiếu', en: 'Still missing' },
  noneAwaited: { vi: 'Không thiếu cơ quan nào.', en: 'None is missing.' },
  noneExpected: {
    vi: 'Không có cơ quan nào phải khai biểu này trong kỳ này.',
    en: 'No agency owes this form for this period.',
  },
  shownOf: { vi: 'hiện {n} trên {m}; danh sách đầy đủ ở API', en: '{n} of {m} shown; the API has the whole list' },
  firstSubmitted: { vi: 'nộp lần đầu', en: 'first submitted' },
} as const satisfies Record<string, Words>;

/** A key of what the pages of declarations say. */
export type DeclarationWordKey = keyof typeof words;

/** The words of declarations in the language of a page; `{name}` stands for what is put in. */
export function declarationWords(
  language: Language,
): (key: DeclarationWordKey, put?: Readonly<Record<string, string | number>>) => string {
  return (key, put = {}) =>
    words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(put[name] ?? whole));
}
