/** Run with few descriptors: asks an agent over more sockets than the process may have, then once more when they are free. */
import { scalars } from '../../src/probe/oid.ts';
import { openSnmp } from '../../src/probe/snmp-session.ts';

const [address = '', port = ''] = process.argv.slice(2);
const credential = { version: 'v2c', community: 'public' } as const;
const target = { deviceId: 1, address, port: Number(port), credential, timeoutMs: 1_000, retries: 1, anySource: false };

const sessions = Array.from({ length: 120 }, () => openSnmp(target));
const starved = await Promise.all(sessions.map((session) => session.get([scalars.sysUpTime])));
for (const session of sessions) session.close();
await new Promise((resolve) => setTimeout(resolve, 50));
const last = openSnmp(target);
const fed = await last.get([scalars.sysUpTime]);
last.close();
console.log(
  JSON.stringify({ starved: starved.map((one) => (one.ok ? 'ok' : `${one.outcome} ${one.reason}`)), fed: fed.ok }),
);
