import { describe, expect, test } from 'vitest';
import { locateYaml } from '../../src/config/located.ts';
import { parseFactCatalogue } from '../../src/inventory/fact-catalogue.ts';
import { parseForms } from '../../src/inventory/form-parse.ts';
import { facts, shippedText } from '../inventory/shipped.ts';

describe('the catalogues as shipped', () => {
  test('have no fault', () => {
    expect(parseFactCatalogue(locateYaml(shippedText('facts.yaml'), 'facts.yaml')).faults).toEqual([]);
    expect(parseForms(locateYaml(shippedText('forms.yaml'), 'forms.yaml'), facts).faults).toEqual([]);
  });

  test('keep the six facts of the first cut as they were', () => {
    const first = [
      'officials',
      'officials_needing_workstation',
      'workstations',
      'offices',
      'offices_with_lan',
      'on_wan',
    ];
    const kept = first.map((key) => facts.facts.get(key));
    expect(kept.map((fact) => [fact?.type, fact?.kind, fact?.nameVi, fact?.nameEn])).toEqual([
      ['count', 'declared', 'Cán bộ, công chức, viên chức', 'Officials'],
      ['count', 'declared', 'Cán bộ cần máy tính cho công việc', 'Officials who need a workstation'],
      ['count', 'declared', 'Máy tính (máy trạm)', 'Workstations'],
      ['count', 'declared', 'Phòng, ban trực thuộc', 'Offices'],
      ['count', 'declared', 'Phòng, ban có mạng LAN', 'Offices with LAN'],
      ['flag', 'observed', 'Đã kết nối mạng WAN', 'On the government WAN'],
    ]);
  });

  test.each(['facts.yaml', 'forms.yaml'] as const)(
    '%s is in NFC, so that a name found by searching is found',
    (file) => {
      expect(shippedText(file)).toBe(shippedText(file).normalize('NFC'));
    },
  );

  test('a unit that no fact is counted in is not shipped', () => {
    const used = new Set([...facts.facts.values()].map((fact) => fact.unit));
    expect([...facts.units.keys()].filter((unit) => !used.has(unit))).toEqual([]);
  });

  test('every fact that any agency may declare stands in a form', () => {
    const asked = parseForms(locateYaml(shippedText('forms.yaml'), 'forms.yaml'), facts).forms?.forms.values() ?? [];
    const inForms = new Set([...asked].flatMap((form) => [...form.facts.keys()]));
    const declared = [...facts.facts.values()].filter((fact) => fact.declaredBy.roles.length > 0);
    expect(declared.map((fact) => fact.key).filter((key) => !inForms.has(key))).toEqual([]);
  });
});
