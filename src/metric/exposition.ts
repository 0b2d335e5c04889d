import { type MetricName, registry, type Sample } from './registry.ts';

/** What {@link writeExposition} writes, as HTTP names it. */
export const expositionContentType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Samples in the Prometheus text format 0.0.4: metrics by name, HELP and TYPE once, series by label text, labels in
 * the order of the registry. Of two samples of one series the first stands: a device that names two ports alike
 * breaks nothing.
 */
export function writeExposition(samples: readonly Sample[]): string {
  const families = Map.groupBy(samples, (one) => one.name);
  return [...families]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, family]) => writeFamily(name, family))
    .join('');
}

function writeFamily(name: MetricName, family: readonly Sample[]): string {
  const { help, type, labels } = registry[name];
  const series = new Map<string, string>();
  for (const one of family) {
    const pairs = labels.map((label) => `${label}="${escapeLabel(one.labels[label] ?? '')}"`).join(',');
    const key = pairs === '' ? name : `${name}{${pairs}}`;
    if (!series.has(key)) series.set(key, valueText(one.value));
  }
  const lines = [...series].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key} ${value}\n`);
  return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function valueText(value: number | bigint): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}

// Device text is hostile. Prometheus splits lines at \n only, other readers of the format at CR, NEL and U+2028 too.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

function escapeLabel(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(unprintable, '\ufffd')
    .replace(/[\\"\n]/g, (one) => (one === '\n' ? '\\n' : `\\${one}`));
}

function escapeHelp(text: string): string {
  return text.replace(/[\\\n]/g, (one) => (one === '\n' ? '\\n' : '\\\\'));
}
