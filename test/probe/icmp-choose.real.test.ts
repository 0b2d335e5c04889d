import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { chooseIcmp } from '../../src/probe/icmp-choose.ts';
import { singlePlan } from '../../src/probe/icmp-engine.ts';
import { probeEcho } from '../../src/probe/icmp-poll.ts';
import { hasIpv6, mayMakeNamespace, programFolder } from '../support/program.ts';
import { missing } from '../support/real.ts';

const works = hasIpv6 ? 'works' : 'works-ipv4-only';
const path = 'PATH=/usr/sbin:/usr/bin:/sbin:/bin';
const real = (name: string) => `${path} exec ${name} "$@"`;
const losing = 'while read -r host; do echo "$host : - - -" >&2; done; exit 1';
const ipv4Only = 'while read -r host; do case $host in *:*) exit 4;; *) echo "$host : 1 1 1" >&2;; esac; done';

describe.skipIf(missing('fping', 'ping'))('where both programs work', () => {
  test('fping runs the rounds and ping the single probes', async () => {
    const { engine, single, said } = await chooseIcmp();
    expect(said).toEqual({ code: 'fping-and-ping', fping: works, ping: works });
    expect([engine?.name, single?.name]).toEqual(['fping', 'ping']);
  });

  test('asking again gives the same answer while nothing has changed', async () => {
    const [first, second] = [await chooseIcmp(), await chooseIcmp()];
    expect(second.said).toEqual(first.said);
  });
});

describe.skipIf(missing('ping'))('where fping does not work, ping does everything and it is said why', () => {
  test.each([
    ['missing', null],
    ['cannot-run', 'exit 4'],
    ['cannot-run', 'kill -9 $$'],
    ['loses-loopback', losing],
  ])('%s', async (verdict, fping) => {
    const scripts = { ping: real('ping'), ...(fping === null ? {} : { fping }) };
    const { engine, single, said } = await chooseIcmp(programFolder(scripts));
    expect(said).toEqual({ code: 'ping-only', fping: verdict, ping: works });
    expect([engine?.name, single?.name]).toEqual(['ping', 'ping']);
  });

  test.skipIf(!mayMakeNamespace || missing('fping', 'unshare', 'ip', 'setpriv'))(
    'an fping that has only unprivileged sockets never calls a live host lost',
    async () => {
      const open = 'ip link set lo up; echo "0 65535" > /proc/sys/net/ipv4/ping_group_range';
      const drop = 'exec setpriv --reuid 65534 --regid 65534 --clear-groups "$0" "$@"';
      const script = `
        ${path}; folder="\${0%/*}"; chmod 755 "$folder"
        [ -e "$folder/bare" ] || { cp "$(command -v fping)" "$folder/$$" && mv "$folder/$$" "$folder/bare"; }
        exec unshare -n sh -c '${open}; ${drop}' "$folder/bare" "$@"`;
      const { engine, said } = await chooseIcmp(programFolder({ fping: script, ping: real('ping') }));
      expect(['loses-loopback', works]).toContain(said.fping);
      const round = { engine, plan: singlePlan, purpose: 'round', now: Date.now } as const;
      const [observation] = await probeEcho([{ deviceId: 1, address: '127.96.0.1' }], round);
      expect(observation).toMatchObject({ outcome: 'answer', echo: { received: 5 } });
    },
  );
});

test.skipIf(missing('fping'))('without ping, fping does everything', async () => {
  const { engine, single, said } = await chooseIcmp(programFolder({ fping: real('fping'), ping: 'echo oops' }));
  expect(said).toEqual({ code: 'fping-only', fping: works, ping: 'cannot-run' });
  expect([engine?.name, single?.name]).toEqual(['fping', 'fping']);
});

test.each([
  ['missing', {}],
  ['cannot-run', { fping: 'exit 4', ping: 'exit 2' }],
])('where no program works (%s) there is no engine, and nothing is judged', async (verdict, scripts) => {
  const { engine, single, said } = await chooseIcmp(programFolder(scripts));
  expect(said).toEqual({ code: 'no-engine', fping: verdict, ping: verdict });
  expect([engine, single]).toEqual([null, null]);
  const round = { engine, plan: singlePlan, purpose: 'round', now: Date.now } as const;
  const [observation] = await probeEcho([{ deviceId: 1, address: '127.96.0.1' }], round);
  expect(observation).toMatchObject({ outcome: 'inconclusive', reason: 'no-engine' });
});

test('an engine without IPv6 keeps to IPv4 and says so, instead of reporting loss', async () => {
  const { engine, said } = await chooseIcmp(programFolder({ fping: ipv4Only }));
  expect(said).toEqual({ code: 'fping-only', fping: 'works-ipv4-only', ping: 'missing' });
  const plan = { echoes: 3, periodMs: 20, timeoutMs: 20, spanMs: 1_000 };
  const answers = await engine?.round([{ address: '2001:db8::1' }, { address: '127.96.0.1' }], plan);
  expect(answers?.get('127.96.0.1')).toMatchObject({ kind: 'echoes', rttsMs: [1, 1, 1] });
  expect(answers?.get('2001:db8::1')).toEqual({ kind: 'failed', reason: 'no-engine' });
});

test.skipIf(!mayMakeNamespace || missing('fping', 'ping', 'setpriv'))(
  'in a container that dropped every capability the test ends with a verdict, not with an exception',
  async () => {
    const module = new URL('../../src/probe/icmp-choose.ts', import.meta.url).href;
    const program = `import { chooseIcmp } from '${module}'; console.log(JSON.stringify((await chooseIcmp()).said));`;
    const args = ['--bounding-set=-all', '--inh-caps=-all', process.execPath, '--input-type=module', '-e', program];
    const { stdout } = await promisify(execFile)('setpriv', args);
    expect(['cannot-run', 'loses-loopback', works]).toContain(JSON.parse(stdout).fping);
  },
);
