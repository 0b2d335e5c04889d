/** From when on a measurement counts, as the installation sets it. */
export type Measuring = {
  /** So many different hosts that answered within so many days prove a LAN. */
  readonly lan: { readonly hosts: number; readonly days: number };
  /** Days after which an observation, and a declaration, is too old to be compared. */
  readonly verdicts: { readonly observedDays: number; readonly declaredDays: number };
};
