import type { Observation } from './observation.ts';

/** SNMPv2-MIB system group and what tells a reboot from a counter wrap. Strings are untrusted device text. */
export type SystemReading = {
  readonly sysDescr: string | null;
  readonly sysObjectId: string | null;
  /** sysUpTime.0 in hundredths of a second; wraps at 2^32. */
  readonly uptimeTicks: number | null;
  readonly sysContact: string | null;
  readonly sysName: string | null;
  readonly sysLocation: string | null;
  /** snmpEngineBoots of the v3 session; null with v2c. */
  readonly engineBoots: number | null;
};

/** One row of ifTable/ifXTable (IF-MIB). Counters are raw; `counterBits` says which columns they came from. */
export type InterfaceReading = {
  readonly ifIndex: number;
  readonly ifName: string | null;
  readonly ifDescr: string | null;
  readonly ifAlias: string | null;
  readonly ifType: number | null;
  /** ifPhysAddress as lower-case hex with colons. */
  readonly ifPhysAddress: string | null;
  readonly ifAdminStatus: number | null;
  readonly ifOperStatus: number | null;
  /** ifHighSpeed × 10⁶ where it is larger than ifSpeed or ifSpeed is saturated; null when unknown or 0. */
  readonly speedBps: number | null;
  readonly counterBits: 64 | 32 | null;
  readonly inOctets: bigint | null;
  readonly outOctets: bigint | null;
  readonly inErrors: bigint | null;
  readonly outErrors: bigint | null;
  readonly inDiscards: bigint | null;
  readonly outDiscards: bigint | null;
  /** ifCounterDiscontinuityTime, hundredths of a second of sysUpTime. */
  readonly discontinuityTicks: number | null;
};

/** One row of hrStorageTable (HOST-RESOURCES-MIB), in bytes. */
export type StorageReading = {
  readonly hrStorageIndex: number;
  readonly hrStorageType: string | null;
  readonly hrStorageDescr: string | null;
  readonly sizeBytes: number | null;
  readonly usedBytes: number | null;
};

/** hrProcessorLoad of one processor, percent of the last minute as the agent says it, 0..100. */
export type ProcessorReading = { readonly hrDeviceIndex: number; readonly loadPercent: number };

/** Everything one SNMP round read of one device. `partial`: some table stopped early; what was read is kept. */
export type SnmpReading = {
  readonly deviceId: number;
  /** When the agent's sysUpTime answer arrived, epoch ms: the counters' own time. */
  readonly at: number;
  readonly system: SystemReading;
  readonly interfaces: readonly InterfaceReading[];
  readonly storage: readonly StorageReading[];
  readonly processors: readonly ProcessorReading[];
  readonly partial: boolean;
};

/** What the probe thread hands to the writer: idempotent by (poller, epoch, sequence). */
export type ObservationBatch = {
  readonly poller: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly observations: readonly Observation[];
  readonly readings: readonly SnmpReading[];
};
