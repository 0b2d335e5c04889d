import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseEnvironment } from '../src/config/environment.ts';

const root = path.join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const instructions = read('Dockerfile')
  .replace(/^\s*#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => ({ verb: line.slice(0, line.indexOf(' ')), rest: line.slice(line.indexOf(' ') + 1) }));
const all = (verb: string) => instructions.filter((each) => each.verb === verb).map((each) => each.rest);
const manifest = z
  .object({ bin: z.object({ hatang: z.string() }), files: z.array(z.string()) })
  .parse(JSON.parse(read('package.json')));

test('everything the image copies exists and is let through by .dockerignore', () => {
  const copied = all('COPY').flatMap((rest) => rest.split(' ').slice(0, -1));
  const letThrough = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect(copied.filter((each) => !existsSync(path.join(root, each)))).toEqual([]);
  expect(copied.toSorted()).toEqual(letThrough.toSorted());
});

test('what belongs to the package belongs to the image', () => {
  const copied = all('COPY').join(' ');
  expect(manifest.files.filter((each) => !copied.includes(`${each} ./${each}`))).toEqual([]);
});

test('it installs what the lock says and nothing that runs a script or is only for building', () => {
  expect(
    all('RUN')
      .filter((each) => each.includes('npm '))
      .map((each) => each.split(' && ')[0]),
  ).toEqual(['npm ci --omit=dev --omit=optional --ignore-scripts']);
});

test('it starts from Node 24, and serves as a user without rights', () => {
  expect(all('FROM')).toEqual(['node:24-slim']);
  expect(all('USER')).toEqual(['node']);
  expect(all('CMD')).toEqual([`["node", "${manifest.bin.hatang}", "serve"]`]);
});

test('the launcher may be executed, which npx needs', () => {
  expect(statSync(path.join(root, manifest.bin.hatang)).mode & 0o111).toBe(0o111);
});

test('its settings are ones the service knows, and data goes to the one folder that is written', () => {
  const env = Object.fromEntries(
    all('ENV')
      .join(' ')
      .split(/\s+/)
      .map((pair) => pair.split('=')),
  );
  expect(parseEnvironment(env).problems).toEqual([]);
  expect(env).toMatchObject({ HATANG_DATA: '/data', HATANG_LISTEN: '0.0.0.0:8080', HATANG_LISTEN_INSECURELY: '1' });
  expect(all('VOLUME')).toEqual([env.HATANG_DATA]);
  expect(all('RUN').join()).toContain(`install -d -o node -g node -m 0700 ${env.HATANG_DATA}`);
});
