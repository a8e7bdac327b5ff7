import * as z from 'zod';
import { deliverMessages } from '../casework/deliver-messages.ts';
import { recordOwed, type Recorded } from '../casework/record-owed.ts';
import { alarmsToCome, isUngathered } from '../casework/standing.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { normaliseInstant, type Instant } from '../domain/instant.ts';
import { awaitedAt, AWAITED, isClosed, type Awaited } from '../domain/status.ts';
import { defineStep, stepHandler, StepOutcome } from '../runtime/step.ts';
import type { World } from '../ports.ts';

const input = z.object({
  applicationId: z.string(),
  stage: z.enum(AWAITED),
  round: z.int().min(1),
  /** By the machine's clock: it waits for the alarms after this instant, those before it are owed. */
  enteredAt: z.string().optional(),
  /** Which call of this entry it is: each retry counts one, each redrive a hundred. */
  attempt: z.int().min(0).optional(),
  /** The next alarm that the machine knows of; null where it knows of none. */
  waitsUntil: z.string().nullable().optional(),
  /** Of the waiting state. Kept in the table, never shown to anybody. */
  token: z.string().min(1),
});

/** The machine has to read the case: something was recorded, or it would sleep past an alarm. It catches it by this name. */
export class AlreadyDecided extends StepOutcome {
  override readonly name = 'AlreadyDecided';
}

/** The case has ended. The machine catches it by this name. */
export class CaseClosed extends StepOutcome {
  override readonly name = 'CaseClosed';
}

/**
 * Keeps the token with which an officer's decision will wake the machine, and only then reads the case: records what
 * time has brought about by now, says so where the case does not wait there, and delivers the messages owed by then. May
 * run twice: a fresh token replaces the earlier one, and an alarm is recorded once.
 */
export const openTask = defineStep({
  name: 'open-task',
  input,
  output: z.strictObject({}),
  async run(world, { applicationId, stage, round, enteredAt, attempt, waitsUntil, token }) {
    await world.taskTokens.open({ caseId: applicationId, stage, round, token, enteredAt, attempt });
    // In one read what the rest of this call looks at: the record, and what is owed.
    await world.messages.findWithRecord(applicationId);
    const until = laterOf(world.now(), enteredAt);
    const recorded = await recordOwed(world, applicationId, { round, until });
    const { record } = recorded;
    if (!waitsFor(record, stage, round)) throw movedOn(record);
    if (await wouldSleepPast(world, recorded, until, waitsUntil)) throw movedOn(record);
    await deliverMessages(world, applicationId);
    return {};
  },
});

/** The clocks of the machine and of this function differ by moments: what the machine no longer waits for is owed. */
function laterOf(now: Instant, enteredAt: string | undefined): Instant {
  const entered = enteredAt === undefined ? now : normaliseInstant(enteredAt);
  return entered > now ? entered : now;
}

/** A correction that nobody has gathered comes before every opinion. */
function waitsFor(record: CaseRecord, stage: Awaited, round: number): boolean {
  return awaitedAt(record.position) === stage && record.round === round && !isUngathered(record);
}

/**
 * Whether the machine has to be told the alarms anew: it has used up those it knew, or it waits for a later one than the
 * case has, since a calendar was loaded. The second is asked only by a call that has recorded an alarm itself. Each
 * alarm is recorded once, so that two releases with different calendars do not send the machine from one to the other
 * without end. What it sleeps past then the sweep finds.
 * @param waitsUntil undefined from executions that began before 2026-11-23: they know one alarm at a time
 */
async function wouldSleepPast(
  world: World,
  { record, before }: Recorded,
  now: Instant,
  waitsUntil: string | null | undefined,
): Promise<boolean> {
  if (waitsUntil === undefined || (waitsUntil !== null && !before)) return false;
  const [next] = await alarmsToCome(world, record, now);
  return next !== undefined && (waitsUntil === null || next < normaliseInstant(waitsUntil));
}

function movedOn({ position }: CaseRecord): StepOutcome {
  return isClosed(position) ? new CaseClosed(position) : new AlreadyDecided(position);
}

export const handler = stepHandler(openTask);
