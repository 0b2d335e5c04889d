import { z } from 'zod';
import { type ChainFault, verifyChain } from '../access/audit-chain.ts';
import type { AuditLine } from '../access/audit-line.ts';
import { sayBoth } from '../text/catalogue.ts';
import { readArguments } from './arguments.ts';
import { chooseWord } from './ask.ts';
import type { AuditLook, CliDoors, HeadFault } from './doors.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang verify audit [--json]
Kiểm tra chuỗi nhật ký thay đổi và các đầu chuỗi đã ký lưu bên ngoài; chạy được khi dịch vụ đang chạy.
Checks the chain of the audit and the signed heads kept outside; works while the service runs.
Mã thoát / exit code: 0 đúng / right, 3 dòng hỏng đầu tiên được nêu / the first bad row is named`;

/** `hatang verify audit`: whether the record of changes is what was written; 3 when not. */
export async function verify(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    { help: { type: 'boolean' }, json: { type: 'boolean' } },
    help,
    true,
  );
  if (values.help) {
    doors.out(help);
    return 0;
  }
  chooseWord('verify', positionals.length === 1 ? positionals[0] : undefined, ['audit']);
  const look = doors.openAudit(settingsOf(doors));
  try {
    const verdict = judge(look);
    const { rows, heads, chain, headsFault } = verdict;
    const isTorn = headsFault?.reason === 'torn';
    const ok = chain === null && (headsFault === null || isTorn);
    if (values.json) doors.out(JSON.stringify({ ok, rows, heads, fault: chain, headsFault }));
    else for (const line of told(verdict, look.headsFile, ok)) (ok ? doors.out : doors.err)(line);
    return ok ? 0 : 3;
  } finally {
    look.close();
  }
}

type Verdict = {
  readonly rows: number;
  readonly heads: number;
  readonly chain: ChainFault | null;
  readonly headsFault: HeadFault | null;
};

/** Heads first, rows after: a row that is written meanwhile cannot be missed by a head that was read before it. */
function judge(look: AuditLook): Verdict {
  const { heads, fault } = look.heads();
  const seen = { rows: 0, lastId: 0 };
  const chain = readable(seen, () => verifyChain(counted(look.rows(), seen), heads));
  return { rows: seen.rows, heads: heads.length, chain, headsFault: fault };
}

type Seen = { rows: number; lastId: number };

function* counted(rows: Iterable<AuditLine>, seen: Seen): Generator<AuditLine> {
  for (const row of rows) {
    seen.rows += 1;
    seen.lastId = row.id;
    yield row;
  }
}

/** A row that is not even of the right form was changed. */
function readable(seen: Seen, check: () => ChainFault | null): ChainFault | null {
  try {
    return check();
  } catch (error) {
    if (error instanceof z.ZodError) return { id: seen.lastId + 1, reason: 'hash-differs' };
    throw error;
  }
}

function told({ rows, heads, chain, headsFault }: Verdict, headsFile: string, ok: boolean): string[] {
  const lines = chain ? [sayBoth(`audit-${chain.reason}`, { id: chain.id })] : [];
  if (headsFault) lines.push(`${headsFile}: ${sayBoth(`heads-${headsFault.reason}`, { line: headsFault.line })}`);
  if (ok) {
    lines.push(
      `Nhật ký đúng: ${rows} dòng, ${heads} đầu chuỗi bên ngoài / The audit is right: ${rows} rows, ${heads} heads outside`,
    );
  }
  return lines;
}
