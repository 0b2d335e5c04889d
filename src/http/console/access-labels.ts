import type { AccessRole } from '../../access/role.ts';
import type { Language, Words } from '../../text/words.ts';

const roleWords = {
  viewer: { vi: 'Người xem', en: 'Viewer' },
  operator: { vi: 'Người vận hành', en: 'Operator' },
  planner: { vi: 'Người lập kế hoạch', en: 'Planner' },
  reporter: { vi: 'Người báo cáo', en: 'Reporter' },
  approver: { vi: 'Người duyệt', en: 'Approver' },
  administrator: { vi: 'Quản trị viên', en: 'Administrator' },
} as const satisfies Record<AccessRole, Words>;

const roleHints = {
  viewer: { vi: 'chỉ xem', en: 'looks only' },
  operator: { vi: 'xem, đo ngay, sửa thiết bị', en: 'looks, probes, changes devices' },
  planner: {
    vi: 'xem, sửa cơ quan, thiết bị, đầu mối liên hệ',
    en: 'looks, changes agencies, devices and focal points',
  },
  reporter: { vi: 'xem, khai báo số liệu, sửa đầu mối liên hệ', en: 'looks, declares facts, changes focal points' },
  approver: { vi: 'xem, khai báo, duyệt khai báo, chốt số liệu', en: 'looks, declares, approves, assesses' },
  administrator: { vi: 'mọi quyền', en: 'everything' },
} as const satisfies Record<AccessRole, Words>;

const kinds: ReadonlyMap<string, Words> = new Map(
  Object.entries({
    account: { vi: 'tài khoản', en: 'account' },
    grant: { vi: 'vai trò', en: 'role' },
    session: { vi: 'phiên', en: 'session' },
    setup: { vi: 'liên kết đặt mật khẩu', en: 'setup link' },
    token: { vi: 'mã truy cập', en: 'token' },
    key: { vi: 'khoá niêm phong', en: 'sealing key' },
    agency: { vi: 'cơ quan', en: 'agency' },
    device: { vi: 'thiết bị', en: 'device' },
    prefix: { vi: 'dải địa chỉ', en: 'prefix' },
    credential: { vi: 'thông tin xác thực', en: 'credential' },
    fact: { vi: 'số liệu', en: 'fact' },
    record: { vi: 'mục danh mục', en: 'record' },
    contact: { vi: 'đầu mối liên hệ', en: 'focal point' },
    import: { vi: 'lần nhập', en: 'import' },
    mapping: { vi: 'cách hiểu tiêu đề', en: 'meanings of headers' },
    declaration: { vi: 'khai báo', en: 'declaration' },
    reminder: { vi: 'nhắc hạn', en: 'reminder' },
    catalogue: { vi: 'danh mục', en: 'catalogue' },
  }),
);

const actions: ReadonlyMap<string, Words> = new Map(
  Object.entries({
    create: { vi: 'tạo', en: 'created' },
    change: { vi: 'sửa', en: 'changed' },
    close: { vi: 'đóng', en: 'closed' },
    parents: { vi: 'đổi thiết bị phía trên', en: 'changed the parents' },
    declare: { vi: 'khai báo', en: 'declared' },
    retract: { vi: 'rút lại', en: 'retracted' },
    observe: { vi: 'ghi số đo được', en: 'observed' },
    disable: { vi: 'vô hiệu hoá', en: 'disabled' },
    enable: { vi: 'mở lại', en: 'enabled' },
    password: { vi: 'đặt mật khẩu', en: 'set the password' },
    failed: { vi: 'đăng nhập sai', en: 'failed to sign in' },
    'totp-begin': { vi: 'bắt đầu xác thực hai bước', en: 'began the second factor' },
    'totp-confirm': { vi: 'bật xác thực hai bước', en: 'turned the second factor on' },
    'totp-remove': { vi: 'gỡ xác thực hai bước', en: 'removed the second factor' },
    grant: { vi: 'cấp', en: 'granted' },
    begin: { vi: 'đăng nhập', en: 'signed in' },
    end: { vi: 'kết thúc', en: 'ended' },
    'end-all': { vi: 'đăng xuất mọi nơi', en: 'signed out everywhere' },
    make: { vi: 'tạo', en: 'made' },
    revoke: { vi: 'thu hồi', en: 'revoked' },
    open: { vi: 'mở', en: 'began' },
    submit: { vi: 'nộp', en: 'submitted' },
    approve: { vi: 'duyệt', en: 'approved' },
    return: { vi: 'trả lại', en: 'returned' },
    attach: { vi: 'đính kèm', en: 'attached a file' },
    detach: { vi: 'bỏ tệp', en: 'took a file off' },
    remind: { vi: 'nhắc hạn', en: 'reminded' },
    keep: { vi: 'lưu', en: 'kept' },
    erase: { vi: 'xoá hẳn', en: 'erased' },
    import: { vi: 'nhập', en: 'imported' },
    undo: { vi: 'hoàn tác', en: 'took back' },
    map: { vi: 'nhớ cách hiểu tiêu đề', en: 'kept the meanings of headers' },
    reseal: { vi: 'niêm phong lại', en: 'resealed' },
  }),
);

/** What a role is called. */
export function roleLabel(role: AccessRole, language: Language): string {
  return roleWords[role][language];
}

/** What a role is called and, in a few words, what it brings. */
export function roleChoice(role: AccessRole, language: Language): string {
  return `${roleWords[role][language]} – ${roleHints[role][language]}`;
}

/** The kinds of subjects that the record of changes can be narrowed to. */
export const auditKinds: readonly string[] = [...kinds.keys()];

/** What the kind of a subject is called; an unknown one is its own word. */
export function kindLabel(kind: string, language: Language): string {
  return kinds.get(kind)?.[language] ?? kind;
}

/** What was done, in words; an unknown action is its own word. */
export function actionLabel(action: string, language: Language): string {
  return actions.get(action)?.[language] ?? action;
}
