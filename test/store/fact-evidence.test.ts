import { describe, expect, test } from 'vitest';
import { evidenceSchema } from '../../src/store/fact-evidence.ts';
import { device, everyEvidence } from '../inventory/evidence-cast.ts';

describe('evidence', () => {
  test.each(everyEvidence.map((one) => [one.of, one] as const))('of %s comes back as it was written', (_, evidence) => {
    expect(evidenceSchema.parse(JSON.parse(JSON.stringify(evidence)))).toEqual(evidence);
  });

  test('that earlier releases wrote, without saying of what, is about a device', () => {
    const { of: _, ...stored } = device;
    expect(evidenceSchema.parse(stored)).toEqual(device);
  });

  test.each([[{ of: 'rumour', at: 1 }], [{ ...device, state: 'asleep' }], [{}], ['x'], [null]])(
    '%j is none',
    (stored) => {
      expect(evidenceSchema.safeParse(stored).success).toBe(false);
    },
  );
});
