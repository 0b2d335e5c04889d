import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/access/actor.ts';
import { wholeTree } from '../../src/access/scope.ts';
import type { Command, CommandEnvelope, CommandResult } from '../../src/command/command.ts';
import type { DeclarationCommand } from '../../src/command/declaration-command.ts';
import { runCommand } from '../../src/command/run.ts';
import { locateYaml } from '../../src/config/located.ts';
import { AppError } from '../../src/errors.ts';
import type { FactValue } from '../../src/inventory/fact.ts';
import type { FormCatalogue } from '../../src/inventory/form.ts';
import { parseForms } from '../../src/inventory/form-parse.ts';
import { catalogues } from '../support/catalogues.ts';
import { agency, openDesk } from './desk.ts';

/** Small forms over the shipped facts: one by the year with evidence, one by the month without. */
export const smallForms = `forms:
  commune_year:
    name_vi: Hạ tầng của xã
    name_en: Communes
    blocks: [commune]
    period: year
    due: {on: "01-15"}
    reminders: [30, 14, 7, 1]
    jump_above: 0.3
    outlier: {mad: 5, min_peers: 5}
    evidence: {max_files: 2, max_bytes: 2000, types: [pdf, png]}
    facts:
      officials: required
      workstations: required
      has_lan: required
      offices: optional
      internet_bandwidth_mbps: optional
  wan_month:
    name_vi: Sử dụng WAN
    name_en: Use of the WAN
    blocks: [commune, department]
    period: month
    due: {days: 4}
    reminders: [4, 1]
    jump_above: null
    outlier: null
    evidence: {max_files: 0}
    facts: {wan_channels: required, wan_bandwidth_mbps: optional}
`;

export function formsOf(text: string): FormCatalogue {
  const { forms, faults } = parseForms(locateYaml(text, 'forms.yaml'), catalogues.facts);
  if (forms === null) throw new Error(JSON.stringify(faults));
  return forms;
}

export const reporter: Actor = { kind: 'account', name: 'hoa' };
export const approver: Actor = { kind: 'account', name: 'lan' };
export const sound: Readonly<Record<string, FactValue>> = { officials: 20, workstations: 18, has_lan: true };

/** The bytes of a small PDF, different for each text. */
export function pdf(text = ''): Uint8Array {
  return new TextEncoder().encode(`%PDF-1.4 ${text}`);
}

/** A writer with communes X1–X7 and the department D1; `ask` runs a command of somebody and answers the id it touched. */
export function openDeclarations(text = smallForms) {
  const desk = openDesk();
  const from = { validFrom: '2020-01-01' };
  const communes = ['X1', 'X2', 'X3', 'X4', 'X5', 'X6', 'X7'];
  desk.import({
    agencies: [...communes.map((code) => agency(code, from)), agency('D1', { ...from, block: 'department' })],
  });
  let forms = formsOf(text);
  const run = (command: DeclarationCommand, actor = reporter, scope: readonly number[] | null = null): CommandResult =>
    runCommand(desk.store, { id: randomUUID(), actor, scope, command }, desk.clock.now, { ...catalogues, forms });
  const idIn = (result: CommandResult) => Number(result.subjects.find(({ kind }) => kind === 'declarations')?.id);
  const open = (code: string, period = '2026', form = 'commune_year', note: string | null = null): number =>
    idIn(run({ kind: 'declaration.open', agency: code, form, period, note }));
  const save = (
    id: number,
    figures: Readonly<Record<string, FactValue | null>>,
    reasons: Readonly<Record<string, string | null>> = {},
    ifMatch: number | null = null,
  ) => run({ kind: 'declaration.save', id, ifMatch, figures, reasons });
  const submit = (id: number, actor = reporter) =>
    run({ kind: 'declaration.submit', id, ifMatch: null, note: null }, actor);
  const approve = (id: number, actor = approver) =>
    run({ kind: 'declaration.approve', id, ifMatch: null, note: null }, actor);
  return {
    ...desk,
    run,
    open,
    save,
    submit,
    approve,
    giveBack: (id: number, note: string | null) =>
      run({ kind: 'declaration.return', id, ifMatch: null, note }, approver),
    /** Declares from beginning to end. */
    declare(code: string, figures: Readonly<Record<string, FactValue>>, period = '2026'): number {
      const id = open(code, period);
      const reasons = Object.fromEntries(Object.keys(figures).map((fact) => [fact, 'đúng như vậy']));
      save(id, figures, reasons);
      submit(id);
      approve(id);
      return id;
    },
    giveBackAfterSubmit(id: number, note: string): void {
      submit(id);
      this.giveBack(id, note);
    },
    envelope: (envelope: CommandEnvelope) => runCommand(desk.store, envelope, desk.clock.now, { ...catalogues, forms }),
    runAs: (actor: Actor, command: Command) => desk.run(command, undefined, null, actor),
    /** The configuration changes. */
    useForms(other: string): void {
      forms = formsOf(other);
    },
    /** What a command was refused with. */
    refused(work: () => unknown): AppError {
      try {
        work();
      } catch (error) {
        if (error instanceof AppError) return error;
        throw error;
      }
      throw new Error('nothing was refused');
    },
    at: (id: number) => desk.store.read.declarations.byId(wholeTree, id),
    /** What was declared of an agency on a day, as known now. */
    factsOn(code: string, asOf: string, knownSeq = Number.MAX_SAFE_INTEGER): Record<string, FactValue | null> {
      const id = desk.store.read.agencies.idOf(wholeTree, code);
      const known = desk.store.read.facts.asKnown(wholeTree, { asOf, knownSeq });
      return Object.fromEntries(known.filter((one) => one.subjectId === id).map((one) => [one.fact, one.value]));
    },
    audits: () => desk.rows('audit').filter((row) => row.subject_kind === 'declaration'),
  };
}
