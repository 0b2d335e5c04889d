import { type ChildProcess, spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Debian's snmpd with a configuration of its own. `restart` kills it and starts it with these lines more. */
export type Snmpd = {
  readonly address: string;
  readonly port: number;
  restart(more: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

/** Starts snmpd on a free port; nothing of the machine's own configuration is read or written. */
export async function startSnmpd(address: string, lines: readonly string[]): Promise<Snmpd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hatang-snmpd-'));
  const state = path.join(folder, 'state');
  const configuration = path.join(folder, 'snmpd.conf');
  const port = await freePort(address);
  const agent = isIPv6(address) ? `udp6:[${address}]:${port}` : `udp:${address}:${port}`;
  await mkdir(state);
  const start = async (more: readonly string[] = []) => {
    await writeFile(configuration, [`agentaddress ${agent}`, ...lines, ...more, ''].join('\n'));
    return run(['-f', '-Lo', '-C', '-c', configuration, '-I', '-smux'], state);
  };
  let child = await start();
  return {
    address,
    port,
    restart: async (more) => {
      await kill(child, 'SIGKILL');
      child = await start(more);
    },
    close: async () => {
      await kill(child, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function run(args: readonly string[], state: string): Promise<ChildProcess> {
  const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
  const program = 'snmpd';
  const child = spawn(program, args, { env: { ...process.env, PATH, SNMP_PERSISTENT_DIR: state, MIBS: '' } });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('NET-SNMP version')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`snmpd ended with ${code}: ${said}`)));
  });
  return child;
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** A UDP port that is free at this address now. */
export async function freePort(address: string): Promise<number> {
  const socket = dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
