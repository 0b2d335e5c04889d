import type { FactKey } from '../inventory/fact.ts';

/** The indicators the first cut knows, in the order of every report. */
export const indicatorKeys = ['agencies_on_wan', 'agencies_with_lan', 'workstations_per_official_needing'] as const;
export type IndicatorKey = (typeof indicatorKeys)[number];

/**
 * How an indicator counts. `share`: agencies whose fact is true (or at least `atLeast`) / all agencies in scope, those
 * without the fact included. `ratio`: sum of one fact / sum of another over the agencies that have both; may exceed 1.
 */
export type Rule =
  | { readonly counts: 'share'; readonly fact: FactKey; readonly atLeast: number | null }
  | { readonly counts: 'ratio'; readonly numerator: FactKey; readonly denominator: FactKey };

/**
 * How a value is shown; values are stored and sent unrounded. `percent` multiplies by 100; halves round away from
 * zero.
 */
type Display = { readonly as: 'percent' | 'number'; readonly decimals: number };

/** What an indicator means. `direction` says which way is better; rule texts are what a reader is told. */
export type Indicator = {
  readonly nameVi: string;
  readonly nameEn: string;
  readonly unit: 'ratio';
  readonly direction: 'higher' | 'lower';
  readonly ruleVi: string;
  readonly ruleEn: string;
  readonly display: Display;
  readonly rule: Rule;
};

/** Every indicator as data. */
export const indicatorCatalogue: Readonly<Record<IndicatorKey, Indicator>> = {
  agencies_on_wan: {
    nameVi: 'Tỷ lệ cơ quan, đơn vị đã kết nối mạng WAN',
    nameEn: 'Share of agencies on the government WAN',
    unit: 'ratio',
    direction: 'higher',
    ruleVi:
      'Số cơ quan đo được là đã kết nối mạng WAN chia cho tổng số cơ quan của khối tại ngày số liệu. ' +
      'Cơ quan chưa có số liệu vẫn tính trong mẫu số và được liệt kê riêng.',
    ruleEn:
      'Agencies observed on the WAN, divided by all agencies of the block on the date. ' +
      'Agencies without data count in the denominator and are listed apart.',
    display: { as: 'percent', decimals: 1 },
    rule: { counts: 'share', fact: 'on_wan', atLeast: null },
  },
  agencies_with_lan: {
    nameVi: 'Tỷ lệ cơ quan, đơn vị có mạng LAN',
    nameEn: 'Share of agencies with a LAN',
    unit: 'ratio',
    direction: 'higher',
    ruleVi:
      'Số cơ quan khai báo có ít nhất một phòng, ban có mạng LAN chia cho tổng số cơ quan của khối tại ngày số liệu. ' +
      'Cơ quan chưa khai báo vẫn tính trong mẫu số và được liệt kê riêng.',
    ruleEn:
      'Agencies that declare at least one office with a LAN, divided by all agencies of the block on the date. ' +
      'Agencies that declared nothing count in the denominator and are listed apart.',
    display: { as: 'percent', decimals: 1 },
    rule: { counts: 'share', fact: 'offices_with_lan', atLeast: 1 },
  },
  workstations_per_official_needing: {
    nameVi: 'Số máy tính trên mỗi cán bộ cần máy tính cho công việc',
    nameEn: 'Workstations per official who needs one',
    unit: 'ratio',
    direction: 'higher',
    ruleVi:
      'Tổng số máy tính chia cho tổng số cán bộ cần máy tính cho công việc, của các cơ quan đã khai báo cả hai số. ' +
      'Có thể lớn hơn 1. Cơ quan khai báo thiếu không được tính và được liệt kê kèm lý do.',
    ruleEn:
      'Workstations divided by officials who need one, summed over the agencies that declared both. ' +
      'May exceed 1. Agencies that declared only one or none are left out and listed with the reason.',
    display: { as: 'number', decimals: 2 },
    rule: { counts: 'ratio', numerator: 'workstations', denominator: 'officials_needing_workstation' },
  },
};
