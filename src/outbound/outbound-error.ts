import { AppError } from '../errors.ts';
import type { OutboundPurpose } from './rules.ts';

/** Why a call to somebody outside was refused or came to nothing, with its words. */
const told = {
  url: { vi: 'địa chỉ URL không đọc được', en: 'the URL cannot be read' },
  scheme: { vi: 'chỉ được dùng http và https', en: 'only http and https may be used' },
  credentials: { vi: 'URL không được chứa tên hay mật khẩu', en: 'a URL must not carry a name or password' },
  spelling: { vi: 'địa chỉ IP phải viết đủ bốn số thập phân', en: 'an IP address must be written as four decimals' },
  closed: { vi: 'mục đích này chưa được phép gọi đi đâu', en: 'nothing may be called for this purpose' },
  port: { vi: 'cổng không được phép', en: 'the port is not allowed' },
  address: { vi: 'dẫn tới địa chỉ ngoài các dải được phép', en: 'leads to an address outside the allowed ranges' },
  unresolved: { vi: 'không tra được tên', en: 'the name cannot be resolved' },
  unreachable: { vi: 'không kết nối được', en: 'cannot be reached' },
  tls: { vi: 'không lập được kênh TLS tin cậy', en: 'no trusted TLS connection' },
  timeout: { vi: 'quá thời gian chờ', en: 'took too long' },
  answer: { vi: 'trả lời không đúng HTTP', en: 'the answer is not proper HTTP' },
  'too-large': { vi: 'trả lời quá lớn', en: 'the answer is too large' },
  redirect: { vi: 'chuyển hướng không được theo', en: 'the redirect is not followed' },
} as const;

export type OutboundFault = keyof typeof told;

/**
 * A call that was refused or failed. Its code is `outbound-` and the fault; it names purpose and host, and never
 * anything else of the URL or of the library's error.
 */
export class OutboundError extends AppError {
  readonly fault: OutboundFault;
  readonly purpose: OutboundPurpose;
  readonly host: string;

  constructor(fault: OutboundFault, purpose: OutboundPurpose, host: string) {
    super(`outbound-${fault}`, `${purpose} → ${host || '?'}: ${told[fault].vi} / ${told[fault].en}`);
    this.fault = fault;
    this.purpose = purpose;
    this.host = host;
  }
}
