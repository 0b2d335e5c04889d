import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with shell scripts under the names of programs, to be searched instead of PATH; gone after the test. */
export function programFolder(scripts: Readonly<Record<string, string>>, mode = 0o755): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-programs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, body] of Object.entries(scripts)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${body}\n`, { mode });
  }
  return folder;
}

/** Whether ::1 exists here; many containers have no IPv6 at all. */
export const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');

/** Whether a network namespace may be made here, where nothing but loopback exists. */
export const mayMakeNamespace = process.getuid?.() === 0;

/** Shell words that run the rest of the line in a network of its own, with loopback up and nothing else. */
export const inOwnNetwork = `PATH=/usr/sbin:/usr/bin:/sbin:/bin; exec unshare -n sh -c 'ip link set lo up && exec "$0" "$@"'`;
