import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openHeads } from '../../src/export/audit-heads.ts';

const program = pathToFileURL(path.join(import.meta.dirname, '../../src/export/audit-heads.ts')).href;

test('killed at any moment of adding and rotating, the file and its keys go on together and no told head is lost', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-heads-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = { file: path.join(folder, 'audit-heads.jsonl'), keyFile: path.join(folder, 'audit-key.pem') };
  const heads = openHeads(files);
  let told = 0;
  for (let round = 0; round < 30; round += 1) {
    told = await writeUntilKilled(files, told, 1 + ((round * 7) % 23));
    const { heads: held, fault } = heads.read();
    expect([null, 'torn']).toContain(fault?.reason ?? null);
    // What was on its way when the process died may have arrived, or not.
    expect([told, told + 1]).toContain(held.at(-1)?.id ?? 0);
    expect(held.map(({ id }) => id)).toEqual(held.map((_, at) => at + 1));
    told = held.at(-1)?.id ?? 0;
  }
  heads.rotate(1);
  heads.append(head(told + 1));
  expect(heads.read()).toMatchObject({ fault: null, heads: { length: told + 1 } });
});

function head(id: number) {
  return { at: id, id, hash: id.toString(16).padStart(64, '0') };
}

/** Another process adds heads and rotates keys in turn, tells each when it is safe, and is killed; the last one it told. */
function writeUntilKilled(files: object, from: number, afterMs: number): Promise<number> {
  const source = `
    import { openHeads } from ${JSON.stringify(program)};
    const heads = openHeads(${JSON.stringify(files)});
    for (let id = ${from + 1}; ; id += 1) {
      heads.append({ at: id, id, hash: id.toString(16).padStart(64, '0') });
      process.stdout.write(id + '\\n');
      await new Promise((resolve) => setImmediate(resolve));
      heads.rotate(id);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    said += text;
  });
  return new Promise((resolve) => {
    child.once('close', () => resolve(Number(said.trimEnd().split('\n').at(-1))));
  });
}
