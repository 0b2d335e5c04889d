/** What the SNMP door of this thread has seen since it started; only ever grows. */
export type SnmpCounters = {
  /** Requests asked of agents; retries, discovery and splits of one request are not counted apart. */
  requests: number;
  /** Requests that got a believable answer, error-status answers included. */
  answers: number;
  /** Requests unanswered after their retries. */
  timeouts: number;
  /** Timeouts not held against the device, because our own event loop stalled meanwhile. */
  ownLag: number;
  /** Datagrams dropped: wrong sender, id, community, user, engine, digest, or a lowered security level. */
  forged: number;
  /** Datagrams dropped because they are empty or no SNMP response. */
  malformed: number;
  /** Answers refused: an OID not asked for, not following the one before, or too few varbinds. */
  wrongOid: number;
  /** Second answers to a request that was sent again; normal on slow lines. */
  late: number;
  /** Answers accepted from another sender because the device allows it. */
  anySourceAccepted: number;
  /** Table reads that stopped early. */
  partial: number;
};

/** The counters of this thread, shown by `/metrics`. */
export const snmpCounters: SnmpCounters = {
  requests: 0,
  answers: 0,
  timeouts: 0,
  ownLag: 0,
  forged: 0,
  malformed: 0,
  wrongOid: 0,
  late: 0,
  anySourceAccepted: 0,
  partial: 0,
};
