import { CONSENTS, PAPER_CONSENTS } from '../journeys/forms.ts';
import { formOf } from './realistic.ts';
import type { Teller, Told } from './teller.ts';

const OWN_FILES = ['add-material', 'confirm-material'] as const;
const CASE_FILES = ['add-case-material', 'confirm-case-material'] as const;
const OFFICERS = { acceptance: 'acceptor-2', review: 'reviewer-2', approval: 'approver-2' } as const;

/** An online application with its papers, submitted. @returns its id; undefined when something came between */
export async function applied(t: Teller, who: string): Promise<string | undefined> {
  const form = formOf(t.sessions.person(who), false);
  const draft = await t.ask(who, 'create-draft', { body: { form } });
  const { id, version = 1 } = draft;
  if (id === undefined) return undefined;
  const extra = await t.addFile(who, OWN_FILES, id, { ground: 'employment', box: 'LABOR_CONTRACT', version });
  await t.ask(who, 'get-material', { path: { id, materialId: extra.materialId } });
  const removed = await t.ask(who, 'remove-material', {
    path: { id, materialId: extra.materialId },
    query: { version: String(extra.version) },
  });
  const updated = await t.ask(who, 'update-draft', {
    path: { id },
    body: { form, version: removed.version ?? extra.version },
  });
  const photo = await t.addFile(who, OWN_FILES, id, {
    ground: 'photo',
    box: 'APPLICANT',
    version: updated.version ?? extra.version,
  });
  const paper = await t.addFile(who, OWN_FILES, id, {
    ground: 'employment',
    box: 'SOCIAL_INSURANCE',
    version: photo.version,
  });
  await t.ask(who, 'submit-application', { path: { id }, body: { ...CONSENTS, version: paper.version } });
  await t.settled(id);
  return id;
}

async function decided(
  t: Teller,
  id: string,
  stage: keyof typeof OFFICERS,
  decision: { readonly outcome: string; readonly [more: string]: unknown },
): Promise<Told> {
  const officer = OFFICERS[stage];
  const { version = 1 } = await t.ask(officer, 'claim-task', { path: { applicationId: id }, body: {} });
  const told = await t.ask(officer, 'record-decision', {
    path: { applicationId: id },
    body: { stage, comment: '情况属实。', version, ...decision },
  });
  await t.settled(id);
  return told;
}

/** From the telephone to the permit, its suspension and the grade; time passes in between, so that it is late. */
export async function issuedLate(t: Teller, who: string): Promise<void> {
  const id = await applied(t, who);
  if (id === undefined) return;
  await t.ask('operator-1', 'redrive-execution', { path: { id }, body: {} });
  await t.ask('supervisor-1', 'reassign-task', {
    path: { applicationId: id },
    body: {
      to: 'acceptor-2',
      reason: '工作安排',
      version: (await t.ask(who, 'get-application', { path: { id } })).version,
    },
  });
  await decided(t, id, 'acceptance', { outcome: 'accept' });
  await t.ask(who, 'get-clock', { path: { id } });
  await t.passTime('P5D');
  const late = { lateReason: '等待核实。' };
  await t.ask(OFFICERS.review, 'claim-task', { path: { applicationId: id }, body: {} });
  await t.ask(OFFICERS.review, 'release-task', { path: { applicationId: id }, body: {} });
  await decided(t, id, 'review', { outcome: 'endorse', ...late });
  await decided(t, id, 'approval', { outcome: 'approve', ...late });
  const file = await t.ask('supervisor-1', 'get-case', { path: { id }, query: { purpose: 'supervision' } });
  await t.ask('supervisor-1', 'explain-overdue', {
    path: { id },
    body: { reason: '春节后积压', code: 'WORKLOAD' },
  });
  await t.ask(who, 'get-permit', { path: { id } });
  await t.ask(who, 'list-accesses', { path: { id } });
  await t.ask(who, 'rate-application', { path: { id }, body: { grade: 1, comment: '很快' } });
  await t.ask('auditor-1', 'list-case-events', { path: { id } });
  await t.ask('operator-1', 'list-executions', { query: { status: 'SUCCEEDED' } });
  const { licenceId } = file;
  if (typeof licenceId !== 'string') return;
  for (const action of ['suspend', 'restore']) {
    await t.ask('approver-2', 'set-permit-status', { path: { licenceId }, body: { action, reason: '核查' } });
  }
  await t.ask('supervisor-1', 'search-cases', { query: { q: licenceId } });
  const { applicationNumber } = file;
  const idLastFour = t.sessions.person(who).citizenIdNumber.slice(-4);
  await t.ask(undefined, 'track-application', { body: { applicationNumber, idLastFour } });
}

/** Corrected once, then not accepted; the person disagrees and a supervisor answers. */
export async function disagreed(t: Teller, who: string): Promise<void> {
  const id = await applied(t, who);
  if (id === undefined) return;
  const asked = [{ code: 'MATERIALS_INCOMPLETE', note: '照片太暗' }];
  const opened = await decided(t, id, 'acceptance', { outcome: 'request-correction', reasons: asked });
  const shown = await t.ask(who, 'get-application', { path: { id } });
  const version = shown.correction?.version ?? opened.version ?? 1;
  const paper = await t.addFile(who, OWN_FILES, id, {
    ground: 'employment',
    box: 'SOCIAL_INSURANCE',
    version,
  });
  await t.ask(who, 'correct-application', { path: { id }, body: { ...CONSENTS, version: paper.version } });
  await t.settled(id);
  const file = await t.ask(OFFICERS.acceptance, 'get-case', { path: { id } });
  const failed = (file.findings ?? []).filter(({ result }) => result === 'not-met');
  await decided(t, id, 'acceptance', {
    outcome: 'refuse-to-accept',
    reasons: [{ code: 'NO_GROUND_PROVED' }],
    overrides: failed.map(({ id: findingId }) => ({ findingId, reason: '已另行核实' })),
  });
  await t.ask(who, 'ask-second-look', { path: { id }, body: { reason: '我有劳动合同' } });
  await t.ask('supervisor-2', 'list-tasks', { query: { stage: 'second-look' } });
  await t.ask('supervisor-2', 'answer-second-look', {
    path: { id },
    body: { outcome: 'upheld', answer: '维持' },
  });
}

/** At the counter: typed, with papers, submitted; asked for a correction on paper, which the clerk types too. */
export async function atTheWindow(t: Teller, who: string): Promise<void> {
  const form = formOf(t.sessions.person(who), true);
  const clerk = 'clerk-1';
  const begun = await t.ask(clerk, 'enter-application', { body: { form } });
  const { id, version = 1 } = begun;
  if (id === undefined) return;
  const extra = await t.addFile(clerk, CASE_FILES, id, {
    ground: 'employment',
    box: 'LABOR_CONTRACT',
    version,
  });
  const path = { id, materialId: extra.materialId };
  await t.ask(clerk, 'get-case-material', { path });
  const removed = await t.ask(clerk, 'remove-case-material', {
    path,
    query: { version: String(extra.version) },
  });
  const photo = await t.addFile(clerk, CASE_FILES, id, {
    ground: 'photo',
    box: 'APPLICANT',
    version: removed.version ?? extra.version,
  });
  const slot = { ground: 'employment', box: 'SOCIAL_INSURANCE' };
  const paper = await t.addFile(clerk, CASE_FILES, id, { ...slot, version: photo.version });
  await t.ask(clerk, 'enter-application', {
    body: { id, version: paper.version, form, submission: PAPER_CONSENTS },
  });
  await t.settled(id);
  const asked = [{ code: 'MATERIALS_INCOMPLETE', note: '请补交' }];
  await decided(t, id, 'acceptance', { outcome: 'request-correction', reasons: asked });
  const opened = await t.ask(OFFICERS.acceptance, 'get-case', { path: { id } });
  const again = await t.addFile(clerk, CASE_FILES, id, {
    ...slot,
    version: opened.correction?.version ?? opened.version ?? 1,
  });
  await t.ask(clerk, 'correct-case', { path: { id }, body: { ...PAPER_CONSENTS, version: again.version } });
  await t.settled(id);
}

/** Sent in and taken back, again and again, until it is too often. */
export async function tooOften(t: Teller, who: string): Promise<void> {
  for (let time = 0; time < 6; time += 1) {
    const id = await applied(t, who);
    if (id === undefined) return;
    await t.ask(who, 'set-message-preferences', { path: { id }, body: { received: time % 2 === 0 } });
    const { version } = await t.ask(who, 'get-application', { path: { id } });
    await t.ask(who, 'withdraw-application', { path: { id }, body: { version } });
  }
}
