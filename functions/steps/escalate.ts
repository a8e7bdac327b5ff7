import * as z from 'zod';
import { calendarOf, recordBySystem } from '../casework/record-facts.ts';
import { Standing, standingOf } from '../casework/standing.ts';
import { alarmsDue } from '../domain/alarms.ts';
import { alarmInputOf, clockFrom } from '../domain/case-clock.ts';
import type { CaseFact, ClockDates } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { AWAITED, stageOf } from '../domain/status.ts';
import { toMillis } from '../domain/instant.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';
import type { World } from '../ports.ts';
import type { Calendar } from '../domain/calendar.ts';

const input = z.object({
  applicationId: z.string(),
  stage: z.enum([...AWAITED, 'none']),
  round: z.int().min(1),
});

/**
 * An alarm of a waiting case is due: records every one that is owed by now and says when to look again. After five
 * working days without an answer the case counts as accepted from receipt (Licensing Law, art. 32(4)). A correction
 * that does not come lapses. After acceptance no timer ends a case. May run twice: what is recorded stays recorded once.
 */
export const escalate = defineStep({
  name: 'escalate',
  input,
  output: Standing,
  async run(world, { applicationId, round }) {
    const calendar = await calendarOf(world);
    const record = await recordBySystem(world, applicationId, async (current) => {
      if (current.round !== round) return undefined;
      if (!lapsedBy(world, current)) return { facts: owedBy(world, calendar, current) };
      const draft = await world.drafts.find(current.id);
      return { facts: [{ type: 'lapsed' }], extras: { owes: ['lapsed'], ...(draft && { draft }) } };
    });
    return standingOf(world, record);
  },
});

/** A correction that did not come in time ends the case, without prejudice: the person may apply again at once. */
function lapsedBy(world: World, { position, correctBy }: CaseRecord): boolean {
  return (
    position === 'awaiting-correction' &&
    correctBy !== undefined &&
    toMillis(world.now()) >= toMillis(correctBy)
  );
}

function owedBy(world: World, calendar: Calendar, record: CaseRecord): CaseFact[] {
  const alarmInput = alarmInputOf(record);
  const stage = stageOf(record.position);
  if (!alarmInput || !stage) return [];
  const { hours } = world.county;
  const recorded = new Set(record.alarms.map(({ alarm, owedAt }) => `${alarm} ${owedAt}`));
  // Before it lapsed, a case deemed accepted had no clock of acceptance that could have owed anything.
  const lapsedAt = record.alarms.find(({ alarm }) => alarm === 'accept-lapsed')?.owedAt;
  const due = alarmsDue(alarmInput, calendar, hours, lapsedAt ?? record.submittedAt, world.now());
  const fresh = due.filter(({ kind, at }) => !recorded.has(`${kind} ${at}`));
  const facts: CaseFact[] = fresh.map(({ kind, at }) => ({
    type: 'alarm-raised',
    stage,
    alarm: kind,
    owedAt: at,
  }));
  const lapsed = record.position === 'submitted' && fresh.some(({ kind }) => kind === 'accept-lapsed');
  return lapsed ? [...facts, ...deemedAccepted(clockFrom(calendar, record.submittedAt, hours))] : facts;
}

/** Accepted from receipt: the two working days are over by then, so the breach is recorded with it. */
function deemedAccepted(clock: ClockDates): CaseFact[] {
  const { deadlineAt } = clock;
  return [
    { type: 'deemed-accepted', clock },
    ...(deadlineAt
      ? [{ type: 'alarm-raised', stage: 'acceptance', alarm: 'breach', owedAt: deadlineAt } as const]
      : []),
  ];
}

export const handler = stepHandler(escalate);
