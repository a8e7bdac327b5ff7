import type { Person } from './client.ts';
import type { CaseStory, Desk } from './case-story.ts';
import type { Instruments } from './instruments.ts';
import { writing, type Act, type Stands } from './race.ts';

/** What two acts are made of: the case, who is there, and the version that both have read. */
export interface Meeting {
  readonly story: CaseStory;
  readonly desk: Desk;
  readonly acceptor2: Person;
  readonly version: number;
  /** Of the draft of a correction, where one was made. */
  readonly draftVersion: number;
}

/** How it ends when one of the two comes first: the answers of first and second, and what stands. */
export interface WayRound extends Stands {
  readonly answers: readonly [first: string, second: string];
}

/** Two acts on one case at one moment; `ways[0]` when the first of them wins, `ways[1]` when the second does. */
export interface Race {
  readonly name: string;
  readonly before: (story: CaseStory, local: Instruments, desk: Desk) => Promise<number | void>;
  readonly acts: (meeting: Meeting) => readonly [Act, Act];
  readonly ways: readonly [WayRound, WayRound];
}

const BY = { comment: '情况属实。' };

/** Act of an officer: an opinion at the version that was read. */
export function opinion(officer: Person, { story, version }: Meeting, stage: string, outcome: string): Act {
  const reasons =
    outcome === 'refuse-to-accept' || outcome === 'reject' ? [{ code: 'OTHER', note: '材料存疑' }] : [];
  return {
    writes: writing(story.id, 'decided'),
    run: () => officer.post(`/tasks/${story.id}/decision`, { ...BY, stage, outcome, version, reasons }),
  };
}

/** Act of the applicant: the withdrawal of the version that was read. */
export function withdrawal({ story, version }: Meeting): Act {
  return {
    writes: writing(story.id, 'withdrawn'),
    run: () => story.owner.post(`/applications/${story.id}/withdrawal`, { version }),
  };
}

/** Act of the applicant, or of the clerk who types for them. */
export function correction({ story, draftVersion }: Meeting): Act {
  return { writes: writing(story.id, 'corrected'), run: () => story.sendCorrection(draftVersion) };
}

/** Act of an officer: takes the task. */
export function claim(officer: Person, { story }: Meeting): Act {
  return {
    writes: writing(story.id, 'claimed'),
    run: () => officer.post(`/tasks/${story.id}/claim`, {}),
  };
}

/** Act of the supervisor: gives the task to the second acceptor. */
export function reassignment({ story, desk, version }: Meeting): Act {
  const body = { to: 'acceptor-2', reason: '毛受一外出', version };
  return {
    writes: writing(story.id, 'reassigned'),
    run: () => desk.supervisor.post(`/tasks/${story.id}/reassignment`, body),
  };
}

/** At the first opinion. */
export async function waiting({ id }: CaseStory, local: Instruments): Promise<void> {
  await local.atState(id, 'AwaitAcceptance');
}

/** At the first opinion, claimed by an acceptor. */
export async function claimed(story: CaseStory, local: Instruments, desk: Desk): Promise<void> {
  await waiting(story, local);
  await desk.acceptor.claim(story.id);
}

/** Corrected, but not sent. @returns the version of the draft */
export async function correctedInDraft(story: CaseStory): Promise<number> {
  await story.askForPhoto();
  return story.replacePhoto();
}

export const TO_REVIEW = { status: 'in-review', machine: 'AwaitReview', sms: ['received', 'accepted'] };
