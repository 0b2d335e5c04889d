const FIELDS = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  { from: 1, to: 12 },
  { from: 0, to: 7 },
] as const;

/** Whether the text is a cron schedule of five fields (minute, hour, day, month, weekday) in numbers, lists, ranges and steps. */
export function isCron(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === FIELDS.length &&
    FIELDS.every((range, at) => (fields[at] ?? '').split(',').every((part) => isPart(part, range)))
  );
}

function isPart(part: string, range: { readonly from: number; readonly to: number }): boolean {
  const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
  if (!match) return false;
  const [, first, last, step] = match;
  const from = first === undefined ? range.from : Number(first);
  const to = last === undefined ? from : Number(last);
  // node-cron takes a step on a range or on *, not on a single number.
  const steppable = step === undefined || ((first === undefined || last !== undefined) && Number(step) > 0);
  return from >= range.from && to <= range.to && from <= to && steppable;
}
