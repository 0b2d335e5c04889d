import type { Words } from './words.ts';

const labels = {
  verdict: {
    agree: { vi: 'Khớp', en: 'Agrees' },
    differs: { vi: 'Lệch', en: 'Differs' },
    'only-declared': { vi: 'Chỉ có khai báo', en: 'Declared only' },
    'only-observed': { vi: 'Chỉ có số đo', en: 'Observed only' },
    stale: { vi: 'Đã cũ', en: 'Stale' },
  },
  endpoint_reason: {
    timeout: { vi: 'Hết thời gian chờ, không có trả lời', en: 'No answer in time' },
    unreachable: { vi: 'Không kết nối được', en: 'Cannot be reached' },
    refused: { vi: 'Cổng từ chối kết nối', en: 'The port refuses connections' },
    tls: {
      vi: 'Không lập được kênh TLS tin cậy: chứng thư sai, hết hạn hoặc không được tin',
      en: 'No trusted TLS connection: the certificate is wrong, expired or not trusted',
    },
    unresolved: { vi: 'Tên miền không tồn tại', en: 'The name does not exist' },
    'http-status': { vi: 'Máy chủ báo lỗi', en: 'The server answers with an error' },
    malformed: { vi: 'Trả lời không đúng HTTP', en: 'The answer is not proper HTTP' },
    'redirect-loop': { vi: 'Chuyển hướng quá nhiều lần', en: 'Too many redirects' },
    'redirect-elsewhere': {
      vi: 'Có trả lời, chuyển sang máy chủ khác (không theo)',
      en: 'Answers with a redirect to another host, which is not followed',
    },
    'too-large': { vi: 'Có trả lời, nội dung dài nên không đọc hết', en: 'Answers with more than is read' },
    'resolver-failed': {
      vi: 'Máy chủ giám sát không tra được tên miền',
      en: 'The monitoring service could not look the name up',
    },
    'no-route': {
      vi: 'Máy chủ giám sát không có đường tới địa chỉ này',
      en: 'The monitoring service has no route to the address',
    },
    'not-allowed': {
      vi: 'Địa chỉ nằm ngoài các dải được phép (outbound.http_probe)',
      en: 'The address is outside the allowed networks (outbound.http_probe)',
    },
    'own-lag': {
      vi: 'Máy chủ giám sát bị chậm nên không kết luận',
      en: 'The monitoring service itself lagged, so nothing is concluded',
    },
    'engine-failed': {
      vi: 'Phép đo của máy chủ giám sát bị lỗi',
      en: 'The probe of the monitoring service failed',
    },
  },
  access_level: {
    I: { vi: 'Cấp I', en: 'Level I' },
    II: { vi: 'Cấp II', en: 'Level II' },
    data_center: { vi: 'Trung tâm dữ liệu', en: 'Data centre' },
  },
  link_state: {
    alive: { vi: 'đang thông', en: 'alive' },
    dead: { vi: 'mất', en: 'dead' },
    unknown: { vi: 'chưa rõ', en: 'unknown' },
  },
} as const satisfies Record<string, Record<string, Words>>;

/** The closed lists of measurements that have labels. */
export type MeasureLabelKind = keyof typeof labels;

/** The label of a code of one of the lists; a code without a label stands for itself. */
export function measureLabel(kind: MeasureLabelKind, code: string): Words {
  const words: Readonly<Record<string, Words>> = labels[kind];
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? { vi: code, en: code };
}
