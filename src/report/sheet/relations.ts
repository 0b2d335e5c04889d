import { readXml, type XmlAttributes } from './xml-read.ts';
import type { ZipDirectory } from './zip-guard.ts';

/** What a part of a package points to inside it: `type` is the last word of the relationship's type. */
export type Relation = { readonly id: string; readonly type: string; readonly target: string };

/**
 * The relationships of a part (`''` = of the whole package), targets as full names; those to the outside are left out.
 * @throws WorkbookRefusal
 */
export async function readRelations(zip: ZipDirectory, part: string): Promise<readonly Relation[]> {
  const entry = zip.get(relationsPart(part).toLowerCase());
  const relations: Relation[] = [];
  if (entry === undefined) return relations;
  await readXml(entry, {
    open: (element, attributes) => {
      if (element !== 'Relationship' || attributes.TargetMode === 'External') return;
      relations.push(relation(folderOf(part), attributes));
    },
  });
  return relations;
}

/** The name of the part that holds the relationships of `part`. */
export function relationsPart(part: string): string {
  const folder = folderOf(part);
  return `${folder}_rels/${part.slice(folder.length)}.rels`;
}

/** A target as a part of `part`'s folder names it: some readers follow no full names. */
export function relativeTarget(part: string, target: string): string {
  const from = part.split('/').slice(0, -1);
  const to = target.split('/');
  let alike = 0;
  while (alike < from.length && from[alike] === to[alike]) alike += 1;
  return [...from.slice(alike).map(() => '..'), ...to.slice(alike)].join('/');
}

function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf('/') + 1);
}

function relation(folder: string, { Id = '', Type = '', Target = '' }: XmlAttributes): Relation {
  const steps: string[] = [];
  for (const step of (Target.startsWith('/') ? Target : `${folder}${Target}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return { id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: steps.join('/') };
}
