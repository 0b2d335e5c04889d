import type { Words } from './words.ts';

/** Words for what `access/` and the audit's outside heads find wrong; in braces the parameters. */
export const accessMessages = {
  'password-short': {
    vi: 'mật khẩu cần ít nhất 12 ký tự; một câu vài từ dễ nhớ là tốt nhất',
    en: 'a password needs at least 12 characters; a phrase of several words is best',
  },
  'password-long': { vi: 'mật khẩu dài quá 256 ký tự', en: 'the password is longer than 256 characters' },
  'password-name': {
    vi: 'mật khẩu không được chứa tên đăng nhập',
    en: 'the password must not hold the name of the account',
  },
  'password-simple': {
    vi: 'mật khẩu quá dễ đoán: từ thông dụng, dãy phím liền nhau hoặc ký tự lặp lại',
    en: 'the password is too easy to guess: common words, rows of the keyboard or repeated characters',
  },
  'sign-in-refused': {
    vi: 'không đăng nhập được: sai tên, mật khẩu hoặc mã xác thực, hoặc tài khoản đang bị khoá',
    en: 'sign-in refused: wrong name, password or code, or the account is locked',
  },
  'audit-hash-differs': {
    vi: 'dòng nhật ký {id} đã bị sửa: nội dung không khớp mã băm',
    en: 'audit row {id} was changed: its content does not fit its hash',
  },
  'audit-row-missing': { vi: 'thiếu dòng nhật ký {id}', en: 'audit row {id} is missing' },
  'audit-row-extra': {
    vi: 'dòng nhật ký {id} bị chèn thêm',
    en: 'audit row {id} was put in between',
  },
  'audit-truncated': {
    vi: 'nhật ký bị cắt: thiếu từ dòng {id}, bản ghi đầu chuỗi lưu bên ngoài vẫn còn',
    en: 'the audit was cut: rows from {id} on are missing, though a head kept outside names them',
  },
  'audit-head-differs': {
    vi: 'nhật ký đã bị thay trước hoặc tại dòng {id}: không khớp bản ghi đầu chuỗi lưu bên ngoài',
    en: 'the audit was replaced at or before row {id}: it does not fit the head kept outside',
  },
  'heads-malformed': {
    vi: 'tệp đầu chuỗi, dòng {line}: sai định dạng',
    en: 'heads file, line {line}: malformed',
  },
  'heads-signature-differs': {
    vi: 'tệp đầu chuỗi, dòng {line}: chữ ký không đúng, nội dung hoặc thứ tự đã bị thay đổi',
    en: 'heads file, line {line}: the signature does not fit, content or order was changed',
  },
  'heads-key-unknown': {
    vi: 'tệp đầu chuỗi, dòng {line}: được ký bằng khoá chưa được khoá trước giới thiệu',
    en: 'heads file, line {line}: signed with a key that the one before did not name',
  },
  'heads-key-differs': {
    vi: 'tệp đầu chuỗi, dòng {line}: khoá cuối cùng không phải khoá đang dùng',
    en: 'heads file, line {line}: its last key is not the key in use',
  },
  'heads-key-missing': {
    vi: 'không có khoá công khai để kiểm tra tệp đầu chuỗi',
    en: 'there is no public key to check the heads file with',
  },
  'heads-missing': {
    vi: 'có khoá ký nhưng không có tệp đầu chuỗi: tệp đã bị xoá hoặc chuyển đi',
    en: 'there is a signing key but no heads file: it was deleted or moved away',
  },
  'heads-torn': {
    vi: 'tệp đầu chuỗi, dòng {line}: bị ghi dở khi máy dừng đột ngột; các dòng trước vẫn đúng',
    en: 'heads file, line {line}: cut short by a crash; the lines before it hold',
  },
} as const satisfies Record<string, Words>;
