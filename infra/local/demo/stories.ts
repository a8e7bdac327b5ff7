import * as z from 'zod';
import { decide, type Officer } from './officers.ts';
import { Visitor } from './client.ts';
import { paper, picture } from './files.ts';
import { formOf, SIGNED_AT_WINDOW, SIGNED_ONLINE } from './forms.ts';

/** What is known of a case once its story is told. */
export interface Told {
  readonly title: string;
  readonly applicant: string;
  readonly caseId: string;
  readonly ending: string;
}

export interface Stage {
  readonly origin: string;
  /** Lets business time pass: an ISO 8601 duration. */
  readonly pass: (duration: string) => Promise<void>;
}

const DraftAnswer = z.object({ id: z.string(), version: z.number() });
/** The three officers of every story; the third is never one of the other two. */
export const ACCEPTOR: Officer = { id: 'acceptor-1', stage: 'acceptance' };
/** Gives the second opinion. */
export const REVIEWER: Officer = { id: 'reviewer-1', stage: 'review' };
/** Decides. */
export const APPROVER: Officer = { id: 'approver-1', stage: 'approval' };

/** On the telephone, with a permit of another county: received, accepted, endorsed, approved, issued. */
export async function online(stage: Stage): Promise<Told> {
  const caseId = await applyOnline(stage, 'permit-1', 'EXISTING_PERMIT');
  await stage.pass('PT1H');
  await decide(stage, caseId, ACCEPTOR, { outcome: 'accept', comment: '材料齐全，予以受理。' });
  await stage.pass('PT3H');
  await decide(stage, caseId, REVIEWER, { outcome: 'endorse', comment: '核查属实，同意。' });
  await stage.pass('PT18H');
  await decide(stage, caseId, APPROVER, { outcome: 'approve', comment: '同意互认，准予签发。' });
  return { title: 'Online, an existing permit', applicant: 'permit-1', caseId, ending: 'issued' };
}

/** At the counter, by months of registration: the clerk who is also acceptor enters and accepts in one act. */
export async function window(stage: Stage): Promise<Told> {
  const clerk = await Visitor.signIn(stage.origin, 'clerk-acceptor-1');
  const form = formOf('time-1', 'REGISTRATION_TIME');
  const begun = await clerk.post('/window/applications', { form }, DraftAnswer);
  const version = await attachPapers(clerk, `/cases/${begun.id}`, begun.version, 120);
  await clerk.post(
    '/window/applications',
    { id: begun.id, version, form, submission: SIGNED_AT_WINDOW, accept: true },
    z.object({ status: z.literal('in-review') }),
  );
  await stage.pass('PT2H');
  await decide(stage, begun.id, REVIEWER, { outcome: 'endorse', comment: '登记满六个月，同意。' });
  await stage.pass('PT2H');
  await decide(stage, begun.id, APPROVER, { outcome: 'approve', comment: '同意互认，准予签发。' });
  return { title: 'At the window, time registered', applicant: 'time-1', caseId: begun.id, ending: 'issued' };
}

/** A permit that was cancelled long ago: refused, with every failed finding named. */
export async function refused(stage: Stage): Promise<Told> {
  const caseId = await applyOnline(stage, 'permit-cancelled', 'EXISTING_PERMIT');
  await decide(stage, caseId, ACCEPTOR, { outcome: 'accept', comment: '材料齐全，予以受理。' });
  await decide(stage, caseId, REVIEWER, {
    outcome: 'reject',
    comment: '原证已注销，建议不予互认。',
    reasonsFor: 'refusal',
  });
  await decide(stage, caseId, APPROVER, { outcome: 'reject', comment: '不予互认。', reasonsFor: 'refusal' });
  return { title: 'Online, a cancelled permit', applicant: 'permit-cancelled', caseId, ending: 'refused' };
}

/** Somebody whose household register lies in the county itself: not accepted. */
export async function notAccepted(stage: Stage): Promise<Told> {
  const caseId = await applyOnline(stage, 'household-suichang', 'REGISTRATION_TIME');
  await decide(stage, caseId, ACCEPTOR, {
    outcome: 'refuse-to-accept',
    comment: '不属于受理范围。',
    reasonsFor: 'non-acceptance',
  });
  return {
    title: 'Online, household register in the county',
    applicant: 'household-suichang',
    caseId,
    ending: 'not-accepted',
  };
}

/** A whole online application up to its submission. @returns the case’s id */
export async function applyOnline(
  stage: Stage,
  person: string,
  type: 'EXISTING_PERMIT' | 'REGISTRATION_TIME',
): Promise<string> {
  const applicant = await Visitor.signIn(stage.origin, person);
  const begun = await applicant.post('/applications', { form: formOf(person, type) }, DraftAnswer);
  const version = await attachPapers(
    applicant,
    `/applications/${begun.id}`,
    begun.version,
    person.length * 9,
  );
  await applicant.post(
    `/applications/${begun.id}/submission`,
    { version, ...SIGNED_ONLINE },
    z.object({ applicationNumber: z.string() }),
  );
  return begun.id;
}

async function attachPapers(
  visitor: Visitor,
  holder: string,
  version: number,
  shade: number,
): Promise<number> {
  const afterPhoto = await visitor.attach(
    holder,
    version,
    { ground: 'photo', box: 'APPLICANT' },
    picture(shade),
  );
  const contract = paper('contract.pdf', `Labour contract of case ${holder}`);
  return visitor.attach(holder, afterPhoto, { ground: 'employment', box: 'LABOR_CONTRACT' }, contract);
}
