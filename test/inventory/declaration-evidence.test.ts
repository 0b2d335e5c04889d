import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../src/inventory/content-hash.ts';
import { checkEvidence } from '../../src/inventory/declaration-evidence.ts';
import { archivedNames } from '../../src/inventory/evidence-archive.ts';
import { evidenceTypeOf } from '../../src/inventory/evidence-type.ts';
import { form } from './shipped.ts';

const rule = { ...form('commune_year').evidence, maxFiles: 3, maxBytes: 4_096 };
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const pdf = bytes('%PDF-1.7\n1 0 obj\n');
const png = bytes('\x89PNG\r\n\x1a\n....');
const jpeg = bytes('\xff\xd8\xff\xe0..JFIF');
const xlsx = zip('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/printerSettings/printerSettings1.bin');
const docx = zip('[Content_Types].xml', 'word/document.xml', 'word/embeddings/Microsoft_Excel_Sheet.xlsx');

/** A ZIP archive of empty files, as small as the format allows. */
function zip(...names: string[]): Uint8Array {
  return zipBehind('', names);
}

/** The same behind something else, with a directory that allows for it. */
function zipBehind(prefix: string, names: readonly string[]): Uint8Array {
  const local: Buffer[] = [Buffer.from(prefix)];
  const central: Buffer[] = [];
  let offset = prefix.length;
  for (const name of names) {
    const text = Buffer.from(name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(text.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(text.length, 28);
    entry.writeUInt32LE(offset, 42);
    local.push(header, text);
    central.push(entry, text);
    offset += header.length + text.length;
  }
  const size = central.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...central, end]);
}

describe('what a file is, by its own bytes', () => {
  test.each([
    ['a PDF', pdf, 'pdf'],
    ['a PNG', png, 'png'],
    ['a JPEG', jpeg, 'jpeg'],
    ['a workbook', xlsx, 'xlsx'],
    ['a document', docx, 'docx'],
    ['a PDF behind something else', bytes(` ${Buffer.from(pdf).toString('latin1')}`), null],
    ['a program', bytes('MZ\x90\x00'), null],
    ['a program of Linux', bytes('\x7fELF'), null],
    ['a script', bytes('#!/bin/sh\n'), null],
    ['a page', bytes('<!doctype html><script>1</script>'), null],
    ['a drawing that can run scripts', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
    ['an old office file', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), null],
    ['an archive of anything', zip('a.txt'), null],
    ['an archive with a workbook in it', zip('a/xl/workbook.xml', '[Content_Types].xml'), null],
    ['a program that unpacks itself', Buffer.concat([bytes('MZ'), xlsx]), null],
    ['a program that is a workbook too', zipBehind('MZ', ['[Content_Types].xml', 'xl/workbook.xml']), null],
    ['a workbook that does not say what is in it', zip('xl/workbook.xml'), null],
    ['nothing', bytes(''), null],
    ['a workbook with macros', zip('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin'), 'active'],
    ['a workbook with ActiveX', zip('[Content_Types].xml', 'xl/workbook.xml', 'xl/activeX/activeX1.xml'), 'active'],
    [
      'a document with a packed object',
      zip('[Content_Types].xml', 'word/document.xml', 'word/embeddings/oleObject1.bin'),
      'active',
    ],
    ['a document with a program', zip('[Content_Types].xml', 'word/document.xml', 'word/media/Setup.EXE'), 'active'],
  ])('%s', (_, content, type) => {
    expect(evidenceTypeOf(content)).toBe(type);
  });

  test('a directory that is cut off, lies or does not end is not believed', () => {
    const end = xlsx.length - 22;
    const lie = (at: number, value: number): Uint8Array => {
      const copy = Buffer.from(xlsx);
      copy.writeUInt32LE(value, end + at);
      return copy;
    };
    expect(archivedNames(xlsx)).toHaveLength(4);
    expect(archivedNames(xlsx.subarray(0, end))).toBeNull();
    expect(archivedNames(lie(16, 0xffffffff))).toBeNull();
    expect(archivedNames(lie(16, 1))).toBeNull();
    expect(archivedNames(lie(12, 0xffffffff))).toBeNull();
    expect(archivedNames(lie(8, 0xffffffff))).toBeNull();
    expect(archivedNames(Buffer.concat([xlsx, bytes('x')]))).toBeNull();
  });

  test.each([
    ['the last entry is cut off', '', 0],
    ['its name goes on beyond the directory', 'x'.repeat(20), 200],
  ])('a directory where %s is not believed', (_, name, nameBytes) => {
    const entry = Buffer.alloc(name === '' ? 10 : 46);
    entry.writeUInt32LE(0x02014b50, 0);
    if (name !== '') entry.writeUInt16LE(nameBytes, 28);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(entry.length + name.length, 12);
    expect(archivedNames(Buffer.concat([entry, bytes(name), end]))).toBeNull();
  });

  test('no bytes make it throw', () => {
    const spoilt = fc
      .tuple(
        fc.constantFrom(xlsx, docx, pdf, png),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 20 }),
        fc.nat(400),
      )
      .map(([content, changes, length]) => {
        const copy = Buffer.from(content);
        for (const [at, byte] of changes) if (at < copy.length) copy[at] = byte;
        return copy.subarray(0, length);
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), spoilt), (content) => {
        evidenceTypeOf(content);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a file offered as evidence', () => {
  test('is kept by the hash of its content under its own name', () => {
    const name = 'Biên bản nghiệm thu.PDF';
    expect(checkEvidence(rule, [], { name: name.normalize('NFD'), bytes: pdf })).toEqual({
      evidence: { hash: contentHash(pdf), name, mediaType: 'application/pdf', sizeBytes: pdf.length },
      faults: [],
    });
  });

  test.each([
    ['a.jpeg', jpeg, []],
    ['a.JPG', jpeg, []],
    ['a.xlsx', xlsx, []],
    ['a.docx', docx, []],
    ['a.png', jpeg, ['evidence-name-mismatch']],
    ['a.pdf.exe', pdf, ['evidence-name-mismatch']],
    ['pdf', jpeg, ['evidence-name-mismatch']],
    ['a.exe', bytes('MZ'), ['evidence-type-unknown']],
    ['a.pdf', bytes('MZ'), ['evidence-type-unknown']],
    ['a.xlsx', zip('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin'), ['evidence-active']],
    ['a.pdf', bytes(''), ['evidence-empty']],
    ['a.pdf', Buffer.concat([pdf, Buffer.alloc(4_096)]), ['evidence-too-large']],
    ['../a.pdf', pdf, ['evidence-name-malformed']],
    ['a\u202efdp.pdf', pdf, ['evidence-name-malformed']],
    ['a\n.pdf', pdf, ['evidence-name-malformed']],
    ['.pdf', pdf, ['evidence-name-malformed']],
    ['', pdf, ['evidence-name-malformed', 'evidence-name-mismatch']],
    [`${'a'.repeat(147)}.pdf`, pdf, ['evidence-name-malformed']],
  ])('%j: %j', (name, content, codes) => {
    const { evidence, faults } = checkEvidence(rule, [], { name, bytes: content });
    expect(faults.map((fault) => fault.code)).toEqual(codes);
    expect(evidence === null).toBe(codes.length > 0);
  });

  test('a form takes its own types only', () => {
    const { faults } = checkEvidence(form('wan_month').evidence, [], { name: 'a.png', bytes: png });
    expect(faults).toEqual([
      { code: 'evidence-type-refused', params: { name: 'a.png', type: 'png', allowed: 'pdf, xlsx' } },
    ]);
  });

  test('the same content is attached once, and no more files than the form takes', () => {
    const held = { hash: contentHash(pdf), name: 'cũ.pdf' };
    const again = checkEvidence(rule, [held], { name: 'mới.pdf', bytes: pdf });
    expect(again.faults).toEqual([{ code: 'evidence-attached-already', params: { name: 'mới.pdf', other: 'cũ.pdf' } }]);
    const full = checkEvidence(rule, [held, held, held], { name: 'a.png', bytes: png });
    expect(full.faults.map((fault) => fault.code)).toEqual(['evidence-too-many']);
  });
});
