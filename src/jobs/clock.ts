/** Ends a timer. */
export type Stop = () => void;

/** The one clock of the program. Tests drive it; nothing else asks the machine for the time of a schedule. */
export type Clock = {
  /** Epoch ms: what rows are dated with. */
  now(): number;
  /** Ms since some instant; never steps. */
  monotonicMs(): number;
  every(ms: number, act: () => void): Stop;
  after(ms: number, act: () => void): Stop;
};

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  every(ms, act) {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  },
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
