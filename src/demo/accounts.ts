import type { AccessRole } from '../access/role.ts';

/** An account of the demo; `agency` null = on the whole province. */
export type DemoAccount = {
  readonly name: string;
  readonly fullName: string;
  readonly role: AccessRole;
  readonly agency: string | null;
};

/** Whom the demo's one-time link signs in. */
export const administratorName = 'administrator';

/** One account per role; the people are as invented as their province. Their passwords are made anew by chance for each demo. */
export const demoAccounts: readonly DemoAccount[] = [
  { name: 'viewer', fullName: 'Người xem Sở KH&CN', role: 'viewer', agency: 'H99.01' },
  { name: 'operator', fullName: 'Kỹ thuật viên Sở Y tế', role: 'operator', agency: 'H99.04' },
  { name: 'planner', fullName: 'Chuyên viên quy hoạch', role: 'planner', agency: null },
  { name: 'reporter', fullName: 'Cán bộ phường Mây Trắng', role: 'reporter', agency: 'H99.21' },
  { name: 'approver', fullName: 'Lãnh đạo duyệt số liệu', role: 'approver', agency: null },
  { name: administratorName, fullName: 'Quản trị hệ thống', role: 'administrator', agency: null },
];
