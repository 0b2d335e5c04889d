import { describe, expect, test } from 'vitest';
import { locateYaml } from '../../src/config/located.ts';
import { parseCustomFields } from '../../src/inventory/custom-field.ts';
import { shippedRecords } from '../../src/inventory/record-catalogue.ts';

function parse(text: string) {
  return parseCustomFields(locateYaml(text, 'fields.yaml'), shippedRecords);
}

/** `line path code` of every fault. */
function faults(text: string): string[] {
  return parse(text).faults.map(({ line, path, code }) => `${line} ${path} ${code}`);
}

describe('fields of an installation', () => {
  test('stand behind the shipped ones of their kind, and nowhere else', () => {
    const { catalogue } = parse(`fields:
  wan_links:
    - {key: ticket, name_vi: Số phiếu, name_en: Ticket, type: text, max_length: 20, aliases: [Phiếu]}
    - {key: cost_share, name_vi: Tỷ lệ chi trả, name_en: Share of the cost, type: ratio, required: true}
  devices:
    - key: ownership
      name_vi: Sở hữu
      name_en: Ownership
      type: choice
      choices: [{key: leased, name_vi: Thuê, name_en: Leased}]
`);
    const own = (kind: 'wan_link' | 'device_detail' | 'site') =>
      catalogue?.records[kind].fields
        .filter((field) => field.custom)
        .map(({ key, type, required }) => [key, type, required]);
    expect(own('wan_link')).toEqual([
      ['ticket', 'text', false],
      ['cost_share', 'ratio', true],
    ]);
    expect(own('device_detail')).toEqual([['ownership', 'choice', false]]);
    expect(own('site')).toEqual([]);
    expect(catalogue?.records.wan_link.fields.slice(0, -2)).toEqual(shippedRecords.wan_link.fields);
  });

  test('the shipped file and an empty one add nothing and are known by the same content', () => {
    const [empty, other] = [parse('fields: {}'), parse('fields:\n  sites: []')];
    expect(empty.faults).toEqual([]);
    expect(empty.catalogue?.hash).toBe(other.catalogue?.hash);
    expect(empty.catalogue?.hash).not.toBe(
      parse('fields: {sites: [{key: a, name_vi: A, name_en: A, type: date}]}').catalogue?.hash,
    );
  });

  test('every fault of a file is told at once with its line and path', () => {
    expect(
      faults(`fields:
  wan_link:
    - {key: a, name_vi: A, name_en: A, type: text}
  sites:
    - {key: address, name_vi: A, name_en: A, type: text}
    - {key: valid_from, name_vi: A, name_en: A, type: date}
    - {key: Tầng, name_vi: A, name_en: A, type: text}
    - {key: floor, name_vi: A, name_en: A, type: txt}
    - {key: rooms, name_vi: A, name_en: A, type: count, min: 9, max: 1}
    - {key: use, name_vi: A, name_en: A, type: choice}
    - {key: use2, name_vi: A, name_en: A, type: text, colour: red}
`),
    ).toEqual([
      '2 fields.wan_link catalogue-choice',
      '5 fields.sites.0.key catalogue-repeated',
      '6 fields.sites.1.key catalogue-repeated',
      '7 fields.sites.2.key catalogue-name-malformed',
      '8 fields.sites.3.type catalogue-choice',
      '9 fields.sites.4.min catalogue-range-empty',
      '10 fields.sites.5.choices catalogue-required',
      '11 fields.sites.6.colour catalogue-key-unknown',
    ]);
  });
});
