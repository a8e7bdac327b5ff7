import * as z from 'zod';
import type { MessageEvent } from '../../../functions/domain/case-event.ts';
import type { Stage } from '../../../functions/domain/status.ts';
import { picture } from '../demo/files.ts';
import { formFor, SIGNED_AT_WINDOW, SIGNED_ONLINE } from '../demo/forms.ts';
import {
  addPapers,
  apply,
  atAcceptance,
  Begun,
  newPhoto,
  personOf,
  Receipt,
  startingOver,
  type Place,
} from './acts.ts';
import { crowdId } from './crowd.ts';
import { giveOpinion, type Opinion } from './opinion.ts';
import { PatientClient, send } from './patient-client.ts';

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

/** Where a journey takes place, whose turn it is, and who decides. */
export interface Occasion extends Place {
  /** Three people of the staff. */
  readonly officers?: Readonly<Record<Stage, string>>;
}

const OFFICERS = { acceptance: 'acceptor-1', review: 'reviewer-1', approval: 'approver-1' } as const;
const PHOTO_REASON = [{ code: 'PHOTO_UNSUITABLE', note: '相片过暗，请重新拍摄。' }];

/** A case on its way: it stops wherever people let time pass, and returns what must have come of it. */
export type Course = AsyncGenerator<undefined, Expected>;

/** The main journeys, by name. Each returns when the last call was answered; the machine may still be at work. */
export const JOURNEYS = { online, window, corrected, refused, escalated } as const;
/** One of them. */
export type JourneyName = 'online' | 'window' | 'corrected' | 'refused' | 'escalated';

/** Goes through without a pause. */
export async function travel(course: Course): Promise<Expected> {
  for (;;) {
    const step = await course.next();
    if (step.done) return step.value;
  }
}

/** On the telephone with a permit of another county: issued, and the old permit cancelled. */
async function* online(occasion: Occasion): Course {
  return yield* issuedOnline(occasion, 'online');
}

/** The same, but the acceptor is reminded first: a timer fires. The clock must stand on a Monday morning. */
async function* escalated(occasion: Occasion): Course {
  return yield* issuedOnline(occasion, 'escalated', async () => {
    const Clock = z.object({ now: z.string() });
    const { now } = Clock.parse(await send(occasion.subject, '/_local/clock', { method: 'GET' }));
    const evening = new Date(Date.parse(now) + 34 * 3_600_000).toISOString();
    await send(occasion.subject, '/_local/clock', { method: 'POST', body: { now: evening } });
  });
}

async function* issuedOnline(
  occasion: Occasion,
  journey: JourneyName,
  meanwhile?: () => Promise<void>,
): Course {
  const person = crowdId('permit', occasion.n);
  const { caseId, applicationNumber } = await apply(occasion, 'permit', 'EXISTING_PERMIT');
  if (meanwhile) {
    await atAcceptance(occasion, caseId);
    await meanwhile();
  }
  yield;
  await decide(occasion, caseId, 'acceptance', { outcome: 'accept' });
  yield* endorseAndApprove(occasion, caseId);
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
async function* window(occasion: Occasion): Course {
  const person = crowdId('time', occasion.n);
  const clerk = await PatientClient.signIn(occasion.subject, 'clerk-acceptor-1');
  const form = formFor(personOf(person), 'REGISTRATION_TIME');
  const { id, version } = await startingOver(async () => {
    const begun = await clerk.write('POST', '/window/applications', Begun, { form });
    return { id: begun.id, version: await addPapers(clerk, `/cases/${begun.id}`, begun.version, occasion.n) };
  });
  const entry = { id, version, form, submission: SIGNED_AT_WINDOW, accept: true };
  const { applicationNumber } = await clerk.write('POST', '/window/applications', Receipt, entry);
  yield* endorseAndApprove(occasion, id);
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
async function* corrected(occasion: Occasion): Course {
  const person = crowdId('time', occasion.n);
  const { caseId, applicationNumber } = await apply(occasion, 'time', 'REGISTRATION_TIME');
  yield;
  await decide(occasion, caseId, 'acceptance', { outcome: 'request-correction', reasons: PHOTO_REASON });
  yield;
  const applicant = await PatientClient.signIn(occasion.subject, person);
  const holder = `/applications/${caseId}`;
  const version = await newPhoto(applicant, holder, picture(240));
  await applicant.write('POST', `${holder}/correction`, z.unknown(), { version, ...SIGNED_ONLINE });
  yield;
  await decide(occasion, caseId, 'acceptance', { outcome: 'accept' });
  yield* endorseAndApprove(occasion, caseId);
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
async function* refused(occasion: Occasion): Course {
  const person = crowdId('cancelled', occasion.n);
  const { caseId, applicationNumber } = await apply(occasion, 'cancelled', 'EXISTING_PERMIT');
  yield;
  await decide(occasion, caseId, 'acceptance', { outcome: 'accept' });
  yield;
  await decide(occasion, caseId, 'review', { outcome: 'reject', reasonsFor: 'refusal' });
  yield;
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

async function* endorseAndApprove(occasion: Occasion, caseId: string): AsyncGenerator<undefined, void> {
  yield;
  await decide(occasion, caseId, 'review', { outcome: 'endorse' });
  yield;
  await decide(occasion, caseId, 'approval', { outcome: 'approve' });
}

async function decide(occasion: Occasion, caseId: string, stage: Stage, opinion: Opinion): Promise<void> {
  const officer = (occasion.officers ?? OFFICERS)[stage];
  await giveOpinion(await PatientClient.signIn(occasion.subject, officer), caseId, stage, opinion);
}
