import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AppError, type Problem } from '../errors.ts';

/** Every code that can be answered with, its HTTP status and its words: the one place where they meet. */
const told = {
  invalid: { status: 400, vi: 'Yêu cầu không hợp lệ', en: 'The request does not fit its form' },
  unauthenticated: { status: 401, vi: 'Cần đăng nhập', en: 'Sign in first' },
  forbidden: { status: 403, vi: 'Không được phép', en: 'Not allowed' },
  'not-found': { status: 404, vi: 'Không tìm thấy', en: 'Not found' },
  conflict: { status: 409, vi: 'Xung đột với dữ liệu hiện có', en: 'Clashes with what is stored' },
  stale: { status: 412, vi: 'Dữ liệu đã thay đổi từ khi bạn đọc', en: 'Changed since you read it' },
  'too-many': { status: 429, vi: 'Quá nhiều yêu cầu', en: 'Too many requests' },
  'too-large': { status: 413, vi: 'Nội dung quá lớn', en: 'Too large' },
  'unsupported-media-type': { status: 415, vi: 'Kiểu nội dung không hỗ trợ', en: 'Media type not supported' },
  locked: { status: 423, vi: 'Đang bị khoá', en: 'Locked' },
  busy: { status: 503, vi: 'Máy chủ đang bận', en: 'The server is busy' },
  timeout: { status: 504, vi: 'Trả lời quá lâu', en: 'The answer took too long' },
  internal: { status: 500, vi: 'Lỗi bên trong, đã ghi nhật ký', en: 'Internal fault, it has been logged' },
} as const;

type ProblemCode = keyof typeof told;

/** What went wrong as a caller is told it. `status` is the HTTP status. */
export type ToldProblem = {
  readonly code: ProblemCode;
  readonly status: (typeof told)[ProblemCode]['status'];
  readonly titleVi: string;
  readonly titleEn: string;
  readonly detail: string;
  readonly errors: readonly Problem[];
};

/** What a caller may know of an error; of a bug (or of damage) nothing but that there was one. */
export function tellError(error: unknown): ToldProblem {
  if (error instanceof AppError) {
    if (isCode(error.code)) return tell(error.code, error.message, error.problems);
    if (error.code !== 'damaged' && error.code !== 'schema') return tell('invalid', error.message, error.problems);
  }
  if (error instanceof HTTPException) {
    const code = codes.find((one) => told[one].status === error.status);
    if (code !== undefined && code !== 'internal') return tell(code, `${told[code].vi} / ${told[code].en}`, []);
  }
  return tell('internal', `${told.internal.vi} / ${told.internal.en}`, []);
}

/** The answer of RFC 9457, with our `code` and every fault in `errors`. */
export function answerProblem(c: Context, problem: ToldProblem): Response {
  const { code, status, titleVi, titleEn, detail, errors } = problem;
  if (status === 401) c.header('WWW-Authenticate', 'Bearer realm="hatang", charset="UTF-8"');
  const body = {
    type: `urn:hatang:problem:${code}`,
    title: `${titleVi} / ${titleEn}`,
    status,
    code,
    detail,
    errors,
  };
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json; charset=utf-8' });
}

function tell(code: ProblemCode, detail: string, errors: readonly Problem[]): ToldProblem {
  return { code, status: told[code].status, titleVi: told[code].vi, titleEn: told[code].en, detail, errors };
}

const codes = Object.keys(told).filter(isCode);

function isCode(text: string): text is ProblemCode {
  return Object.hasOwn(told, text);
}
