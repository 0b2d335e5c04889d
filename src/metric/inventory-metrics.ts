import type { MetricDefinitions } from './definition.ts';

/**
 * What exists and what it means, as of today. Of indicators, block `all` stands beside the blocks: never sum over
 * both.
 */
export const inventoryMetrics = {
  hatang_agencies: {
    type: 'gauge',
    unit: 'none',
    labels: ['block'],
    endpoint: 'inventory',
    help: 'Agencies in being today.',
    helpVi: 'Số cơ quan, đơn vị hiện có.',
    source: 'inventory',
  },
  hatang_devices: {
    type: 'gauge',
    unit: 'none',
    labels: ['role', 'lifecycle'],
    endpoint: 'inventory',
    help: 'Devices in the inventory.',
    helpVi: 'Số thiết bị trong danh mục.',
    source: 'inventory',
  },
  hatang_indicator_value: {
    type: 'gauge',
    unit: 'ratio',
    labels: ['indicator', 'block'],
    endpoint: 'inventory',
    help: 'Value of an indicator today; block "all" covers every block; absent when not computable.',
    helpVi: 'Giá trị chỉ tiêu tại hôm nay; khối "all" là toàn bộ; không có khi không tính được.',
    source: 'indicator evaluation',
  },
  hatang_indicator_numerator: {
    type: 'gauge',
    unit: 'none',
    labels: ['indicator', 'block'],
    endpoint: 'inventory',
    help: 'Numerator of an indicator today.',
    helpVi: 'Tử số của chỉ tiêu.',
    source: 'indicator evaluation',
  },
  hatang_indicator_denominator: {
    type: 'gauge',
    unit: 'none',
    labels: ['indicator', 'block'],
    endpoint: 'inventory',
    help: 'Denominator of an indicator today.',
    helpVi: 'Mẫu số của chỉ tiêu.',
    source: 'indicator evaluation',
  },
  hatang_indicator_missing: {
    type: 'gauge',
    unit: 'none',
    labels: ['indicator', 'block'],
    endpoint: 'inventory',
    help: 'Agencies without the data the indicator needs.',
    helpVi: 'Số cơ quan chưa có số liệu cho chỉ tiêu.',
    source: 'indicator evaluation',
  },
  hatang_fact_value: {
    type: 'gauge',
    unit: 'none',
    labels: ['fact', 'block'],
    endpoint: 'inventory',
    help: 'Sum of a fact over the agencies of a block today; of a flag the number of agencies where it is true.',
    helpVi: 'Tổng giá trị của một số liệu theo khối; với số liệu có/không là số cơ quan có.',
    source: 'resolved facts',
  },
  hatang_fact_agencies: {
    type: 'gauge',
    unit: 'none',
    labels: ['fact', 'block'],
    endpoint: 'inventory',
    help: 'Agencies of a block for which the fact is known today.',
    helpVi: 'Số cơ quan trong khối đã có số liệu.',
    source: 'resolved facts',
  },
} as const satisfies MetricDefinitions;
