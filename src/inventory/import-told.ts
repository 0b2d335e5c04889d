import type { Problem } from '../errors.ts';
import type { ImportFault } from './import-entry.ts';
import { importFault, placeText } from './import-fault.ts';
import type { TableSaid } from './sheet-read.ts';

const MOST = 1_000;

/** The first thousand faults; of the rest, how many there are of each code and where the first of them stands. */
export function firstFaults(faults: readonly ImportFault[]): readonly ImportFault[] {
  if (faults.length <= MOST) return faults;
  const rest = Map.groupBy(faults.slice(MOST), ({ code }) => code);
  const counts = [...rest].flatMap(([code, ones]) => {
    const [first] = ones;
    if (first === undefined) return [];
    return [importFault(first.place, null, 'more-of-code', { count: ones.length, code, at: placeText(first.place) })];
  });
  return [...faults.slice(0, MOST), ...counts];
}

/** The problems in the order of the sheets, each with the header over its cell instead of the name of a field. */
export function withHeaders(problems: readonly Problem[], tables: readonly TableSaid[]): Problem[] {
  const order = new Map(tables.map((table, at) => [`${table.file}\n${table.sheet ?? ''}`, { table, at }]));
  const tableOf = ({ file, sheet }: Problem) => order.get(`${file}\n${sheet ?? ''}`);
  const named = problems.map((problem) => {
    const letters = problem.cell?.replace(/\d+$/, '');
    const column = tableOf(problem)?.table.columns.find(({ letter }) => letter === letters);
    return column === undefined ? problem : { ...problem, column: column.header };
  });
  return named.toSorted(
    (a, b) => (tableOf(a)?.at ?? -1) - (tableOf(b)?.at ?? -1) || (tableOf(a) ? (a.row ?? 0) - (b.row ?? 0) : 0),
  );
}
