import type { Language, Words } from '../../text/words.ts';

/** What the page of verdicts says, and what proofs say on any page. */
const words = {
  title: { vi: 'Khai báo và số đo', en: 'Declared and observed' },
  lead: {
    vi: 'Mỗi dòng đặt số liệu một cơ quan khai báo cạnh số mà hệ thống tự đo được. Dòng đáng xem nhất đứng đầu.',
    en: 'Each row lays what an agency declares beside what the service itself observed. What matters most comes first.',
  },
  order: {
    vi: 'Thứ tự = số cán bộ của cơ quan × mức lệch (1 khi có/không trái nhau; phần chênh trên số lớn hơn khi là số; 0,2 khi một bên đã cũ; 0,1 khi thiếu một bên).',
    en: 'Order = officials of the agency × gap (1 for opposite answers; the difference over the larger figure; 0.2 where one side is stale; 0.1 where one is missing).',
  },
  verdict: { vi: 'Kết quả', en: 'Verdict' },
  anyVerdict: { vi: 'Mọi kết quả', en: 'Any verdict' },
  fact: { vi: 'Số liệu', en: 'Fact' },
  anyFact: { vi: 'Mọi số liệu', en: 'Any fact' },
  agencyCode: { vi: 'Mã cơ quan', en: 'Code of an agency' },
  declared: { vi: 'Khai báo', en: 'Declared' },
  observed: { vi: 'Đo được', en: 'Observed' },
  difference: { vi: 'Chênh', en: 'Difference' },
  filter: { vi: 'Lọc', en: 'Filter' },
  more: { vi: 'Tiếp theo', en: 'More' },
  first: { vi: 'Từ đầu', en: 'From the start' },
  none: { vi: 'Không có dòng nào.', en: 'There are no rows.' },
  missing: { vi: 'chưa có', en: 'none' },
  tooOld: { vi: 'đã cũ', en: 'too old' },
  proof: { vi: 'Căn cứ', en: 'Proof' },
  link: { vi: 'Kênh', en: 'Link' },
  demandOf: { vi: 'yêu cầu', en: 'demands' },
  channels: { vi: 'kênh', en: 'channels' },
  fibreChannels: { vi: 'kênh cáp quang', en: 'fibre channels' },
  on: { vi: 'trên', en: 'on' },
  directions: { vi: 'hướng', en: 'directions' },
  interface: { vi: 'cổng', en: 'interface' },
  interfaceUp: { vi: 'hoạt động', en: 'up' },
  interfaceDown: { vi: 'ngừng', en: 'down' },
  interfaceUnknown: { vi: 'chưa rõ', en: 'not known' },
  answeredAt: { vi: 'trả lời lúc', en: 'answered' },
  foreignDevice: { vi: 'thiết bị của cơ quan khác', en: 'a device of another agency' },
  answers: { vi: 'có trả lời', en: 'answers' },
  answersNot: { vi: 'không trả lời', en: 'does not answer' },
  undecided: { vi: 'chưa kết luận', en: 'undecided' },
  lastCheck: { vi: 'lần hỏi cuối', en: 'last asked' },
  counted: { vi: 'hệ thống đã thấy hoạt động, trên', en: 'systems seen to run, of' },
  recorded: { vi: 'ghi là đặt tại trung tâm dữ liệu', en: 'said to be in the data centre' },
  declaration: { vi: 'tờ khai', en: 'declaration' },
  revision: { vi: 'lần', en: 'revision' },
} as const satisfies Record<string, Words>;

/** A key of what the page of verdicts says. */
export type VerdictWordKey = keyof typeof words;

/** The words of the page of verdicts in a language. */
export function verdictWords(language: Language): (key: VerdictWordKey) => string {
  return (key) => words[key][language];
}
