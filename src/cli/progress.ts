import type { CliDoors } from './doors.ts';

/** A bar on the terminal; nothing where there is none. */
export type Progress = {
  /** So many of the steps are done, and this is what comes next. */
  at(done: number, next: string): void;
  end(): void;
};

const WIDTH = 24;

/** A bar of so many steps, drawn over itself on standard error and wiped at the end. */
export function openProgress({ terminal }: Pick<CliDoors, 'terminal'>, steps: number): Progress {
  if (terminal === null) return { at: () => {}, end: () => {} };
  return {
    at(done, next) {
      const filled = Math.round((Math.min(done, steps) / Math.max(1, steps)) * WIDTH);
      const bar = `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${done}/${steps} ${next}`;
      terminal.write(`\r\u001b[K${bar.slice(0, Math.max(0, terminal.columns - 1))}`);
    },
    end: () => terminal.write('\r\u001b[K'),
  };
}
