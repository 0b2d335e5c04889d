import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWorkbook } from '../../src/report/sheet/read-workbook.ts';
import { openCli } from './open-doors.ts';

const document = `
agencies: [{code: "00004", name: UBND phường Láng, block: commune, valid_from: 2025-07-01}]
devices: [{agency: "00004", name: rt, role: router, address: 10.1.0.1}]
contacts: [{agency: "00004", name: Trần Thị B, phone: "0912345678"}]
facts: [{agency: "00004", fact: officials, value: 42, valid_from: 2026-01-01}]
`;

async function withInventory() {
  const cli = openCli();
  cli.write('in.yaml', document);
  await cli.run('import', 'in.yaml');
  return cli;
}

describe('hatang export', () => {
  test('writes a workbook of everything but people, which changes nothing when it is imported', async () => {
    const cli = await withInventory();
    const { code, out } = await cli.run('export', '--out', 'out/all.xlsx');
    expect([code, out]).toEqual([0, expect.stringContaining('Cơ quan (agencies): 1')]);
    const { tables, faults } = await readWorkbook(cli.read('out/all.xlsx'), 'all.xlsx');
    expect(faults).toEqual([]);
    expect(tables.map(({ sheet }) => sheet)).not.toContain('Đầu mối');
    const again = await cli.run('import', 'out/all.xlsx');
    expect([again.code, again.out.split('\n')[0]]).toEqual([0, 'Không có gì thay đổi / Nothing changed']);
  });

  test('writes the kinds that are named, people too, as CSV files in a folder', async () => {
    const cli = await withInventory();
    expect((await cli.run('export', 'contacts', 'facts', '--out', 'out')).code).toBe(0);
    expect(new TextDecoder().decode(cli.read('out/contacts.csv'))).toContain('00004,Trần Thị B,,0912345678');
    expect(existsSync(path.join(cli.folder, 'out/agencies.csv'))).toBe(false);
    expect((await cli.run('import', 'out/contacts.csv', 'out/facts.csv')).out).toContain('Nothing changed');
  });

  test('as of a day has what was in being then', async () => {
    const cli = await withInventory();
    expect((await cli.run('export', 'agencies', '--out', 'a.xlsx', '--as-of', '2025-06-30')).out).toContain(
      '(agencies): 0',
    );
  });

  test.each([[[]], [['--out', 'x.xlsx', 'things']], [['--out', 'x.xlsx', '--as-of', '2025-02-30']]])(
    '%j makes no sense: exit 2',
    async (args) => {
      expect((await (await withInventory()).run('export', ...args)).code).toBe(2);
    },
  );

  test('says that there is nothing where there is no database yet', async () => {
    const { code, err } = await openCli({ openRead: () => null }).run('export', '--out', 'x.xlsx');
    expect([code, err]).toEqual([2, expect.stringContaining('there is no data yet')]);
  });
});

describe('hatang template', () => {
  test('writes a workbook to be filled in, that offers the agencies in being', async () => {
    const cli = await withInventory();
    expect((await cli.run('template', 'sites', 'facts', '--out', 'mau.xlsx')).code).toBe(0);
    const { tables, skipped } = await readWorkbook(cli.read('mau.xlsx'), 'mau.xlsx');
    expect(tables.map(({ sheet }) => sheet)).toEqual(['Số liệu', 'Trụ sở', 'Hướng dẫn']);
    expect(skipped.map(({ reason }) => reason)).toEqual(['hidden']);
    expect((await cli.run('import', 'mau.xlsx')).out).toContain('Nothing changed');
  });

  test.each([[['--out', 'x.xlsx']], [['sites']], [['things', '--out', 'x.xlsx']]])(
    '%j makes no sense: exit 2',
    async (args) => {
      expect((await openCli().run('template', ...args)).code).toBe(2);
    },
  );
});
