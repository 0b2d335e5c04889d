import type { Agency, Block } from '../../src/inventory/agency.ts';
import type { FactKey, FactValue, FactVersion } from '../../src/inventory/fact.ts';
import type { DeviceEvidence } from '../../src/inventory/fact-evidence.ts';
import { catalogues } from '../support/catalogues.ts';

/** An invented agency; its code follows from its id. */
export function agency(id: number, block: Block, name = `Cơ quan ${id}`): Agency {
  return {
    id,
    code: `X99.${String(id).padStart(2, '0')}`,
    name,
    block,
    parentId: null,
    parent: null,
    validFrom: '2025-07-01',
    validTo: null,
    knownSeq: 1,
  };
}

/** A version of a fact of the kind its catalogue entry names. */
export function fact(
  agencyId: number,
  key: FactKey,
  value: FactValue | null,
  more: Partial<FactVersion> = {},
): FactVersion {
  return {
    subjectKind: 'agency',
    subjectId: agencyId,
    fact: key,
    dimensions: '',
    kind: catalogues.facts.facts.get(key)?.kind ?? 'declared',
    source: catalogues.facts.facts.get(key)?.kind === 'observed' ? 'poller:main' : 'import:khai-bao.csv',
    value,
    basis: null,
    qualifier: null,
    validFrom: '2026-01-01',
    validTo: null,
    knownSeq: 10,
    evidence: null,
    ...more,
  };
}

/** Evidence that a router was seen up. */
export const seenUp: DeviceEvidence = {
  of: 'device',
  deviceId: 7,
  device: 'X99.01/router-1',
  state: 'up',
  at: Date.UTC(2026, 10, 21, 17, 0),
  stateSince: Date.UTC(2026, 10, 1),
  observedAt: Date.UTC(2026, 10, 21, 16, 59, 30),
  outageId: null,
};
