import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { AppError, UnauthenticatedError } from '../errors.ts';

/** Why a sign-in with the identity provider failed, with its words. */
const told = {
  'provider-unreachable': {
    vi: 'không gọi được nhà cung cấp danh tính',
    en: 'the identity provider cannot be reached',
  },
  'provider-invalid': { vi: 'nhà cung cấp danh tính trả lời sai', en: 'the identity provider answered wrongly' },
  'client-refused': {
    vi: 'nhà cung cấp danh tính từ chối dịch vụ này',
    en: 'the identity provider refuses this service',
  },
  'code-refused': { vi: 'mã đăng nhập sai, hết hạn hoặc đã dùng', en: 'the code is wrong, expired or was used' },
  'state-differs': { vi: 'không phải lần đăng nhập đã bắt đầu ở đây', en: 'not the sign-in that was begun here' },
  'callback-invalid': { vi: 'địa chỉ trở về không đúng dạng', en: 'the way back has not its form' },
  denied: { vi: 'người dùng hoặc nhà cung cấp danh tính đã từ chối', en: 'the user or the identity provider declined' },
  'token-invalid': { vi: 'thẻ danh tính không hợp lệ', en: 'the ID token does not hold' },
  'claims-invalid': { vi: 'thông tin người dùng không đúng dạng', en: 'what is said of the user has not its form' },
} as const;

export type OidcFailure = keyof typeof told;

/** A sign-in that failed. It holds no code, token, secret or address; `cause` is an error of our own or nothing. */
export class OidcError extends UnauthenticatedError {
  readonly reason: OidcFailure;

  constructor(reason: OidcFailure, cause: AppError | null = null) {
    super(`${told[reason].vi} / ${told[reason].en}`);
    this.reason = reason;
    if (cause !== null) this.cause = cause;
  }
}

/** What a failure of the library comes from. Nothing of its error is kept: it holds tokens and what was expected. */
export function judgeOidcError(error: unknown): OidcError {
  if (error instanceof OidcError) return error;
  const own = findOwn(error);
  if (own !== null) return new OidcError('provider-unreachable', own);
  if (error instanceof ResponseBodyError) {
    if (error.error === 'invalid_grant') return new OidcError('code-refused');
    return new OidcError(refusals.has(error.error) ? 'client-refused' : 'provider-invalid');
  }
  if (error instanceof WWWAuthenticateChallengeError) return new OidcError('client-refused');
  const code = error instanceof ClientError ? (error.code ?? '') : 'not-fetched';
  if (['not-fetched', 'OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(code)) return new OidcError('provider-unreachable');
  return new OidcError(tokenCodes.has(code) ? 'token-invalid' : 'provider-invalid');
}

const refusals = new Set(['invalid_client', 'unauthorized_client', 'invalid_scope', 'unsupported_grant_type']);

/** How oauth4webapi calls what is wrong with an ID token or the answer that brought it. */
const tokenCodes = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_PARSE_ERROR',
  'OAUTH_UNSUPPORTED_OPERATION',
]);

/** The error of our own way out in a chain of causes; null when there is none. */
function findOwn(error: unknown): AppError | null {
  for (let link = error; link instanceof Error; link = link.cause) if (link instanceof AppError) return link;
  return null;
}
