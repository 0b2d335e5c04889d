import { describe, expect, test } from 'vitest';
import { evidenceShape, tellEvidence } from '../../src/http/evidence-shape.ts';
import { feedEvidenceShape } from '../../src/http/feed-evidence-shape.ts';
import { feedEvidence } from '../../src/report/feed-evidence.ts';
import { device, everyEvidence, hosts, links } from '../inventory/evidence-cast.ts';

const kinds = everyEvidence.map((one) => [one.of, one] as const);

describe('the API tells evidence', () => {
  test.each(kinds)('of %s whole, in the shape that its document promises', (_, evidence) => {
    const told = tellEvidence(evidence);
    expect(evidenceShape.parse(told)).toEqual(told);
    expect(told.of).toBe(evidence.of);
    expect(JSON.stringify(told)).not.toMatch(/"\w+At":\d/);
  });

  test('with ids as text and instants as ISO 8601', () => {
    expect(tellEvidence({ ...device, outageId: 7 })).toEqual({
      of: 'device',
      device: { id: '1', name: 'X1/r' },
      state: 'up',
      at: '1970-01-01T00:00:00.010Z',
      stateSince: '1970-01-01T00:00:00.005Z',
      observedAt: '1970-01-01T00:00:00.009Z',
      outage: '7',
    });
  });

  test('without a name for what belongs to somebody else', () => {
    const foreign = { deviceId: null, device: null };
    const told = tellEvidence({ ...links, links: links.links.map((one) => ({ ...one, ...foreign })) });
    expect(told).toMatchObject({ links: [{ device: null, state: 'up' }] });
    const behind = tellEvidence({ ...hosts, hosts: hosts.hosts.map((one) => ({ ...one, ...foreign })) });
    expect(behind).toMatchObject({ hosts: [{ device: null, address: '10.0.0.1' }] });
  });
});

describe('the feed tells evidence', () => {
  test.each(kinds)('of %s whole, in the shape that its document promises', (_, evidence) => {
    const told = feedEvidence(evidence);
    expect(feedEvidenceShape.parse(told)).toEqual(told);
    expect(JSON.stringify(told)).not.toMatch(/"\w+At":\d/);
  });

  test('of a device as it always has, without a word for its kind', () => {
    expect(Object.keys(feedEvidence(device))).toEqual([
      'deviceId',
      'device',
      'state',
      'at',
      'stateSince',
      'observedAt',
      'outageId',
    ]);
  });

  test('in the same bytes whatever order the store fills its fields in', () => {
    for (const evidence of everyEvidence) {
      const turned = turn(evidence);
      expect(JSON.stringify(feedEvidence(turned))).toBe(JSON.stringify(feedEvidence(evidence)));
    }
  });
});

/** The same value with the fields of every object the other way round. */
function turn<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part) => {
    const isObject = typeof part === 'object' && part !== null && !Array.isArray(part);
    return isObject ? Object.fromEntries(Object.entries(part).toReversed()) : part;
  });
}
