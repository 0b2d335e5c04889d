import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { openCli } from './open-doors.ts';

const LAST = Number.MAX_SAFE_INTEGER;

describe('npx hatang import administrative-units', () => {
  test('takes the package along: 34 provinces, 3,321 communes today, 126 of them in Hà Nội; again changes nothing', async () => {
    const cli = openCli();
    const first = await cli.run('import', 'administrative-units');
    expect([first.code, first.err]).toEqual([0, '']);
    const units = cli.store.read.records.list(wholeTree, 'administrative_unit', { asOf: '2026-01-01', knownSeq: LAST });
    const levels = Map.groupBy(units, ({ values }) => values.level);
    expect([levels.get('province')?.length, levels.get('commune')?.length]).toEqual([34, 3_321]);
    const haNoi = units.filter(({ values }) => values.parent === '01').map(({ values }) => values.type);
    expect(['ward', 'commune'].map((type) => haNoi.filter((one) => one === type).length)).toEqual([51, 75]);
    expect(first.out).toMatch(/815 ×[\s\S]*xem --json/);
    const again = await cli.run('import', 'administrative-units', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ seq: null, tally: { records: { added: 0, changed: 0 } } });
  });

  test('reads published lists, tells what they say differently, and writes nothing on a fault', async () => {
    const cli = openCli();
    cli.write(
      'moi.csv',
      'Mã,Tên,Cấp,Mã TP\n01,Thành phố Hà Nội,Thành phố Trung ương,\n00004,Phường Ba Đình,Phường,01\n',
    );
    cli.write(
      'cu.csv',
      'Mã,Tên,Cấp,Mã TP\n01,Thành phố Hà Nội,Thành phố Trung ương,\n00004,Phường Trúc Bạch,Phường,01\n',
    );
    const told = await cli.run('import', 'administrative-units', 'moi.csv', 'cu.csv', '--valid-from', '2025-07-01');
    expect([told.code, told.err]).toEqual([0, '']);
    expect(told.out).toContain('Trúc Bạch');
    const known = { asOf: '2025-07-01', knownSeq: LAST };
    const unit = cli.store.read.records.byCode(wholeTree, { kind: 'administrative_unit', code: '00004' }, known);
    expect(unit?.values).toMatchObject({ name: 'Phường Ba Đình', parent: '01', level: 'commune', type: 'ward' });

    cli.write('sai.csv', 'Mã,Tên,Cấp,Mã TP\n1,Thành phố Hà Nội,Thành phố Trung ương,\n');
    const bad = await cli.run('import', 'administrative-units', 'sai.csv', '--valid-from', '2025-07-01');
    expect(bad.code).toBe(2);
    expect(bad.err).toMatch(/01/);
    expect(cli.store.read.imports.list(wholeTree, { limit: 9 })).toHaveLength(1);
  });

  test('a file that is not there and an option that is none are told, and nothing is written', async () => {
    const cli = openCli();
    expect((await cli.run('import', 'administrative-units', 'khong-co.csv')).code).toBe(2);
    expect((await cli.run('import', 'administrative-units', '--valid-from', '2025-02-31')).code).toBe(2);
    expect((await cli.run('import', 'administrative-units', '--mapping', 'half')).code).toBe(2);
    expect(cli.store.read.imports.list(wholeTree, { limit: 9 })).toEqual([]);
  });
});
