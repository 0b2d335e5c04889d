import type { MiddlewareHandler } from 'hono';
import { SECOND_MS } from '../calendar/interval.ts';
import { AppError } from '../errors.ts';

/** Gives up an answer that takes too long; what was handed to the writer before is carried out all the same. */
export function timeLimit(mostMs = 60 * SECOND_MS): MiddlewareHandler {
  return async (_, next) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new AppError('timeout', 'trả lời quá lâu, hãy thử lại / the answer took too long, try again')),
        mostMs,
      );
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
