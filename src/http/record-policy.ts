import type { Permission } from '../access/role.ts';
import type { RecordKind } from '../inventory/record.ts';

/** What it takes to change records of a kind: what hangs on the network is for those who change devices. */
export function changePermission(kind: RecordKind): Permission {
  return ofTheNetwork.has(kind) ? 'change-devices' : 'change-agencies';
}

const ofTheNetwork: ReadonlySet<RecordKind> = new Set<RecordKind>(['device_detail', 'wan_link']);
