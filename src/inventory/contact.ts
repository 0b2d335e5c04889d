/** What is kept of a focal point, and what for. */
export type ContactValues = {
  readonly agencyId: number;
  readonly name: string;
  readonly title: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  /** What the data is kept for (Law 91/2025/QH15). */
  readonly purpose: string;
};

/** A focal point of an agency. Personal data: kept apart from everything that has a history, and erased on request. */
export type Contact = ContactValues & { readonly id: number; readonly createdAt: number; readonly changedAt: number };

/** What a focal point's data is kept for when nobody says otherwise. */
export const CONTACT_PURPOSE = 'Đầu mối hạ tầng và mạng của cơ quan';
