import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { scopeOf, wholeTree } from '../../src/access/scope.ts';
import { ConflictError, DamagedError, InvalidError, NotFoundError } from '../../src/errors.ts';
import { openDeclarations, pdf, sound } from './declaration-desk.ts';

function withDraft() {
  const desk = openDeclarations();
  const id = desk.open('X1');
  const attach = (name: string, content: Uint8Array, to = id) =>
    desk.run({ kind: 'declaration.attach', id: to, name, content });
  const detach = (hash: string, from = id) => desk.run({ kind: 'declaration.detach', id: from, hash });
  const names = (of = id) => desk.store.read.attachments.list(wholeTree, of).map(({ name }) => name);
  return { desk, id, attach, detach, names };
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const codesOf = (refusal: { readonly problems: readonly { readonly message: string }[] }) =>
  refusal.problems.map(({ message }) => message);

describe('evidence', () => {
  test('is kept once by its content, for however many declarations', () => {
    const { desk, id, attach, names } = withDraft();
    const other = desk.open('X2');
    attach('biên bản.pdf', pdf('a'));
    attach('khác tên.pdf', pdf('a'), other);
    expect([names(id), names(other)]).toEqual([['biên bản.pdf'], ['khác tên.pdf']]);
    expect(desk.rows('attachment')).toHaveLength(1);
    const found = desk.store.read.attachments.content(wholeTree, id, hashOf(pdf('a')));
    expect(found).toMatchObject({ mediaType: 'application/pdf', actor: 'account:hoa', sizeBytes: pdf('a').length });
    expect(found?.bytes).toEqual(pdf('a'));
  });

  test.each([
    ['too large', 'a.pdf', pdf('x'.repeat(2_000)), /vượt giới hạn/],
    ['empty', 'a.pdf', new Uint8Array(), /tệp rỗng/],
    ['of another type than its name says', 'a.png', pdf(), /đuôi tên khác/],
    ['of a type the form does not take', 'a.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), /không nhận tệp jpeg/],
    ['a program', 'a.pdf', new TextEncoder().encode('MZ\u0000\u0000'), /không phải loại tệp được nhận/],
    ['under a name that leads elsewhere', '../a.pdf', pdf(), /tên tệp không được/],
  ])('%s is refused', (_, name, bytes, words) => {
    const { desk, attach, names } = withDraft();
    const refusal = desk.refused(() => attach(name, bytes));
    expect([refusal, codesOf(refusal).some((one) => words.test(one))]).toEqual([expect.any(InvalidError), true]);
    expect([names(), desk.rows('attachment')]).toEqual([[], []]);
  });

  test('has a number of files, of which none stands twice, and cannot fill the disk by changing one’s mind', () => {
    const { desk, attach, detach, names } = withDraft();
    attach('1.pdf', pdf('1'));
    expect(codesOf(desk.refused(() => attach('lại.pdf', pdf('1'))))[0]).toContain('1.pdf');
    attach('2.pdf', pdf('2'));
    expect(codesOf(desk.refused(() => attach('3.pdf', pdf('3'))))[0]).toContain('2');
    detach(hashOf(pdf('2')));
    attach('2 mới.pdf', pdf('2'));
    expect(names()).toEqual(['1.pdf', '2 mới.pdf']);
    for (let at = 3; at <= 10; at += 1) {
      detach(hashOf(pdf(String(at - 1))));
      attach(`${at}.pdf`, pdf(String(at)));
    }
    detach(hashOf(pdf('10')));
    expect(desk.refused(() => attach('11.pdf', pdf('11')))).toBeInstanceOf(InvalidError);
  });

  test('is given out only through a declaration that the caller may see', () => {
    const { desk, id, attach } = withDraft();
    attach('a.pdf', pdf());
    const other = desk.open('X2');
    const { attachments } = desk.store.read;
    const [own, others] = ['X1', 'X2'].map((code) => scopeOf([desk.store.read.agencies.idOf(wholeTree, code) ?? 0]));
    if (!own || !others) throw new Error('no scope');
    expect(attachments.content(own, id, hashOf(pdf()))?.name).toBe('a.pdf');
    expect(attachments.content(others, id, hashOf(pdf()))).toBeNull();
    expect(attachments.content(others, other, hashOf(pdf()))).toBeNull();
    expect(attachments.list(others, id)).toEqual([]);
  });

  test('stays as it was from the submission on, and goes into what was submitted', () => {
    const { desk, id, attach, detach } = withDraft();
    attach('a.pdf', pdf('a'));
    desk.save(id, sound);
    desk.submit(id);
    expect(desk.refused(() => attach('b.pdf', pdf('b')))).toBeInstanceOf(ConflictError);
    expect(desk.refused(() => detach(hashOf(pdf('a'))))).toBeInstanceOf(ConflictError);
    expect(desk.store.read.declarations.submitted(wholeTree, id)?.attachments).toEqual([
      { hash: hashOf(pdf('a')), name: 'a.pdf' },
    ]);
    desk.giveBack(id, 'thêm biên bản');
    detach(hashOf(pdf('a')));
    expect(desk.refused(() => detach(hashOf(pdf('a'))))).toBeInstanceOf(NotFoundError);
    attach('b.pdf', pdf('b'));
    desk.submit(id);
    desk.approve(id);
    const again = desk.open('X1', '2026', 'commune_year', 'đính chính');
    expect(desk.store.read.attachments.list(wholeTree, again).map(({ name }) => name)).toEqual(['b.pdf']);
  });

  test('that was altered in the database is not given out', () => {
    const { desk, id, attach } = withDraft();
    attach('a.pdf', pdf('a'));
    const db = new Database(desk.file);
    db.prepare('update attachment set content = ?').run(Buffer.from(pdf('b')));
    db.close();
    expect(() => desk.store.read.attachments.content(wholeTree, id, hashOf(pdf('a')))).toThrow(DamagedError);
  });

  test('in the audit is its hash, not its name', () => {
    const { desk, attach, detach } = withDraft();
    attach('lý lịch Nguyễn Văn A.pdf', pdf('a'));
    detach(hashOf(pdf('a')));
    const rows = desk.audits();
    expect(rows.map((row) => row.action)).toEqual(['open', 'attach', 'detach']);
    expect(JSON.stringify(rows)).not.toContain('Nguyễn');
    expect(JSON.stringify(rows)).toContain(hashOf(pdf('a')));
  });
});
