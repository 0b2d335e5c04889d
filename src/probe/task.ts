import type { SnmpCredential } from '../inventory/credential.ts';
import type { ProbeKind, Purpose } from '../monitor/observation.ts';

/** One probe of one device to be made now. */
export type ProbeTask = {
  readonly deviceId: number;
  readonly probe: ProbeKind;
  readonly purpose: Purpose;
  readonly address: string;
  readonly snmpPort: number;
  /** Null when the device has none, or it could not be opened: the probe is inconclusive then. */
  readonly credential: SnmpCredential | null;
  readonly tcpPort: number | null;
  /** Whether hrStorage and hrProcessorLoad are read too. */
  readonly hostResources: boolean;
};
