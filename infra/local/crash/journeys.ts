import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { MessageEvent } from '../../../functions/domain/case-event.ts';
import type { Stage } from '../../../functions/domain/status.ts';
import { paper, picture } from '../demo/files.ts';
import { formFor, SIGNED_AT_WINDOW, SIGNED_ONLINE } from '../demo/forms.ts';
import { giveOpinion, type Opinion } from './opinion.ts';
import { crowd, crowdId, type Likeness } from './crowd.ts';
import { PatientClient, Refused, send, type SentFile } from './patient-client.ts';
import type { Subject } from './subject.ts';

/** What a case has to have come to, whatever fell on the way. */
export interface Expected {
  readonly journey: JourneyName;
  readonly caseId: string;
  /** As the client was told; undefined where it was never answered. */
  readonly applicationNumber: string;
  readonly person: string;
  readonly status: 'issued' | 'refused';
  readonly outcomes: readonly string[];
  readonly messages: readonly MessageEvent[];
  readonly licences: number;
  readonly cancellations: number;
}

/** Where a journey takes place, and whose turn it is. */
export interface Occasion {
  readonly subject: Subject;
  /** Number of the person in the crowd: another for each journey on one subject. */
  readonly n: number;
  /** Three people of the staff. */
  readonly officers?: Readonly<Record<Stage, string>>;
}

const OFFICERS = { acceptance: 'acceptor-1', review: 'reviewer-1', approval: 'approver-1' } as const;
const PHOTO_REASON = [{ code: 'PHOTO_UNSUITABLE', note: '相片过暗，请重新拍摄。' }];
const Begun = z.object({ id: z.string(), version: z.number() });
const Number_ = z.object({ applicationNumber: z.string() });
const People = new Map(crowd(1_000).map((person) => [person.id, person]));

/** The main journeys, by name. Each resolves when the last call was answered; the machine may still be at work. */
export const JOURNEYS = { online, window, corrected, refused, escalated } as const;
export type JourneyName = 'online' | 'window' | 'corrected' | 'refused' | 'escalated';

/** On the telephone with a permit of another county: issued, and the old permit cancelled. */
async function online(occasion: Occasion): Promise<Expected> {
  return issuedOnline(occasion, 'online');
}

/** The same, but the acceptor is reminded first: a timer fires. The clock must stand on a Monday morning. */
async function escalated(occasion: Occasion): Promise<Expected> {
  return issuedOnline(occasion, 'escalated', async () => {
    const Clock = z.object({ now: z.string() });
    const { now } = Clock.parse(await send(occasion.subject, '/_local/clock', { method: 'GET' }));
    const evening = new Date(Date.parse(now) + 34 * 3_600_000).toISOString();
    await send(occasion.subject, '/_local/clock', { method: 'POST', body: { now: evening } });
  });
}

async function issuedOnline(
  occasion: Occasion,
  journey: JourneyName,
  meanwhile?: () => Promise<void>,
): Promise<Expected> {
  const person = crowdId('permit', occasion.n);
  const { caseId, applicationNumber } = await apply(occasion, 'permit', 'EXISTING_PERMIT');
  if (meanwhile) {
    await atAcceptance(occasion, caseId);
    await meanwhile();
  }
  await decide(occasion, caseId, 'acceptance', { outcome: 'accept' });
  await endorseAndApprove(occasion, caseId);
  return {
    journey,
    caseId,
    applicationNumber,
    person,
    status: 'issued',
    outcomes: ['accept', 'endorse', 'approve'],
    messages: ['received', 'accepted', 'issued'],
    licences: 1,
    cancellations: 1,
  };
}

/** At the counter: entered and accepted in one act. */
async function window(occasion: Occasion): Promise<Expected> {
  const person = crowdId('time', occasion.n);
  const clerk = await PatientClient.signIn(occasion.subject, 'clerk-acceptor-1');
  const form = formFor(personOf(person), 'REGISTRATION_TIME');
  const { id, version } = await startingOver(async () => {
    const begun = await clerk.write('POST', '/window/applications', Begun, { form });
    return { id: begun.id, version: await addPapers(clerk, `/cases/${begun.id}`, begun.version, occasion.n) };
  });
  const entry = { id, version, form, submission: SIGNED_AT_WINDOW, accept: true };
  const { applicationNumber } = await clerk.write('POST', '/window/applications', Number_, entry);
  await endorseAndApprove(occasion, id);
  return {
    journey: 'window',
    caseId: id,
    applicationNumber,
    person,
    status: 'issued',
    outcomes: ['accept', 'endorse', 'approve'],
    messages: ['accepted', 'issued'],
    licences: 1,
    cancellations: 0,
  };
}

/** A photo that is too dark: asked for once, sent again, and issued after all. */
async function corrected(occasion: Occasion): Promise<Expected> {
  const person = crowdId('time', occasion.n);
  const { caseId, applicationNumber } = await apply(occasion, 'time', 'REGISTRATION_TIME');
  await decide(occasion, caseId, 'acceptance', { outcome: 'request-correction', reasons: PHOTO_REASON });
  const applicant = await PatientClient.signIn(occasion.subject, person);
  const holder = `/applications/${caseId}`;
  const version = await newPhoto(applicant, holder, picture(240));
  await applicant.write('POST', `${holder}/correction`, z.unknown(), { version, ...SIGNED_ONLINE });
  await decide(occasion, caseId, 'acceptance', { outcome: 'accept' });
  await endorseAndApprove(occasion, caseId);
  return {
    journey: 'corrected',
    caseId,
    applicationNumber,
    person,
    status: 'issued',
    outcomes: ['request-correction', 'accept', 'endorse', 'approve'],
    messages: ['received', 'correction', 'accepted', 'issued'],
    licences: 1,
    cancellations: 0,
  };
}

/** A permit that was cancelled long ago: refused. */
async function refused(occasion: Occasion): Promise<Expected> {
  const person = crowdId('cancelled', occasion.n);
  const { caseId, applicationNumber } = await apply(occasion, 'cancelled', 'EXISTING_PERMIT');
  await decide(occasion, caseId, 'acceptance', { outcome: 'accept' });
  await decide(occasion, caseId, 'review', { outcome: 'reject', reasonsFor: 'refusal' });
  await decide(occasion, caseId, 'approval', { outcome: 'reject', reasonsFor: 'refusal' });
  return {
    journey: 'refused',
    caseId,
    applicationNumber,
    person,
    status: 'refused',
    outcomes: ['accept', 'reject', 'reject'],
    messages: ['received', 'accepted', 'refused'],
    licences: 0,
    cancellations: 0,
  };
}

async function endorseAndApprove(occasion: Occasion, caseId: string): Promise<void> {
  await decide(occasion, caseId, 'review', { outcome: 'endorse' });
  await decide(occasion, caseId, 'approval', { outcome: 'approve' });
}

async function decide(occasion: Occasion, caseId: string, stage: Stage, opinion: Opinion): Promise<void> {
  const officer = (occasion.officers ?? OFFICERS)[stage];
  await giveOpinion(await PatientClient.signIn(occasion.subject, officer), caseId, stage, opinion);
}

/** The whole online application up to its submission. */
async function apply(
  { subject, n }: Occasion,
  likeness: Likeness,
  type: 'EXISTING_PERMIT' | 'REGISTRATION_TIME',
): Promise<{ caseId: string; applicationNumber: string }> {
  const id = crowdId(likeness, n);
  const applicant = await PatientClient.signIn(subject, id);
  const draft = await startingOver(async () => {
    const form = formFor(personOf(id), type);
    const begun = await applicant.write('POST', '/applications', Begun, { form });
    return { id: begun.id, version: await addPapers(applicant, `/applications/${begun.id}`, begun.version, n) };
  });
  const submission = { version: draft.version, ...SIGNED_ONLINE };
  const path = `/applications/${draft.id}/submission`;
  const { applicationNumber } = await applicant.write('POST', path, Number_, submission);
  return { caseId: draft.id, applicationNumber };
}

async function addPapers(client: PatientClient, holder: string, version: number, n: number): Promise<number> {
  const photo = { ground: 'photo', box: 'APPLICANT' };
  const contract = { ground: 'employment', box: 'LABOR_CONTRACT' };
  const afterPhoto = await client.attach(holder, version, photo, picture(n % 256));
  return client.attach(holder, afterPhoto, contract, paper('contract.pdf', `Contract ${holder}`));
}

/** A draft whose version is not known any more, for its last answer was lost, is left to expire and begun anew. */
async function startingOver<Value>(act: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'STALE_VERSION')) throw error;
    }
  }
}

const Correction = z.object({
  correction: z
    .object({
      version: z.number(),
      materials: z.array(
        z.object({ materialId: z.string(), ground: z.string(), status: z.string(), sizeBytes: z.number() }),
      ),
    })
    .nullish(),
});

/** Takes out what stands in the photo's place and puts this one there; reads the draft again whenever it has moved on. */
async function newPhoto(applicant: PatientClient, holder: string, photo: SentFile): Promise<number> {
  for (;;) {
    const { correction } = await applicant.get(holder, Correction);
    // The machine opens the correction once the decision is recorded; the draft is there from then on.
    if (!correction) {
      await wait(20);
      continue;
    }
    try {
      let { version } = correction;
      for (const { materialId } of correction.materials.filter(({ ground }) => ground === 'photo')) {
        const path = `${holder}/materials/${materialId}?version=${version}`;
        ({ version } = await applicant.write('DELETE', path, z.object({ version: z.number() })));
      }
      return await applicant.attach(holder, version, { ground: 'photo', box: 'APPLICANT' }, photo);
    } catch (error) {
      const movedOn = error instanceof Refused && ['STALE_VERSION', 'NOT_FOUND'].includes(error.code);
      if (!movedOn) throw error;
    }
  }
}

async function atAcceptance({ subject }: Occasion, caseId: string): Promise<void> {
  const History = z.object({ events: z.array(z.looseObject({ type: z.string() })) });
  for (;;) {
    const { events } = History.parse(await send(subject, `/_local/executions/${caseId}`, { method: 'GET' }));
    if (events.at(-1)?.type === 'TaskSubmitted') return;
    await wait(20);
  }
}

function personOf(id: string) {
  const person = People.get(id);
  if (!person) throw new RangeError(`Nobody has the id ${id}`);
  return person;
}
