import { dropReasons } from '../../monitor/rate.ts';
import type { Language, Words } from '../../text/words.ts';

const words: Readonly<Record<(typeof dropReasons)[number], Words>> = {
  rebooted: { vi: 'thiết bị vừa khởi động lại', en: 'the device has just restarted' },
  'clock-unclear': { vi: 'đồng hồ thiết bị chưa rõ', en: 'the device’s clock is unclear' },
  renumbered: { vi: 'cổng vừa đổi số', en: 'the interface was renumbered' },
  'counter-bits-changed': { vi: 'bộ đếm vừa đổi loại', en: 'the counter’s width changed' },
  discontinuity: { vi: 'bộ đếm bị ngắt quãng', en: 'the counter was interrupted' },
  'wrap-ambiguous': { vi: 'bộ đếm 32 bit có thể đã quay vòng', en: 'a 32-bit counter may have gone round' },
  reset: { vi: 'bộ đếm bị đặt lại', en: 'the counter was reset' },
  'above-speed': { vi: 'số đếm vượt tốc độ cổng', en: 'counted more than the interface can carry' },
};

/** Why an interface has no rate at present; a code without words stands for itself. */
export function dropWords(code: string, language: Language): string {
  const known = dropReasons.find((reason) => reason === code);
  return known === undefined ? code : words[known][language];
}
