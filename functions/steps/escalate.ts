import * as z from 'zod';
import { calendarOf, recordBySystem } from '../casework/record-facts.ts';
import { Standing, standingOf } from '../casework/standing.ts';
import { alarmsDue } from '../domain/alarms.ts';
import { alarmInputOf, clockFrom } from '../domain/case-clock.ts';
import type { CaseFact } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { STAGES, stageOf } from '../domain/status.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';
import type { World } from '../ports.ts';
import type { Calendar } from '../domain/calendar.ts';

const input = z.object({
  applicationId: z.string(),
  stage: z.enum([...STAGES, 'none']),
  round: z.int().min(1),
});

/**
 * An alarm of a waiting case is due: records every one that is owed by now and says when to look again. After five
 * working days without an answer the case counts as accepted from receipt (Licensing Law, art. 32(4)). No timer
 * ends a case. May run twice: what is recorded is not recorded again.
 */
export const escalate = defineStep({
  name: 'escalate',
  input,
  output: Standing,
  async run(world, { applicationId, round }) {
    const calendar = await calendarOf(world);
    const record = await recordBySystem(world, applicationId, (current) => ({
      facts: current.round === round ? owedBy(world, calendar, current) : [],
    }));
    return standingOf(world, record);
  },
});

function owedBy(world: World, calendar: Calendar, record: CaseRecord): CaseFact[] {
  const alarmInput = alarmInputOf(record);
  const stage = stageOf(record.position);
  if (!alarmInput || !stage) return [];
  const { hours } = world.county;
  const recorded = new Set(record.alarms.map(({ alarm, owedAt }) => `${alarm} ${owedAt}`));
  const due = alarmsDue(alarmInput, calendar, hours, record.receivedAt, world.now());
  const fresh = due.filter(({ kind, at }) => !recorded.has(`${kind} ${at}`));
  const facts: CaseFact[] = fresh.map(({ kind, at }) => ({
    type: 'alarm-raised',
    stage,
    alarm: kind,
    owedAt: at,
  }));
  const lapsed = record.position === 'submitted' && fresh.some(({ kind }) => kind === 'accept-lapsed');
  if (lapsed) facts.push({ type: 'deemed-accepted', clock: clockFrom(calendar, record.receivedAt, hours) });
  return facts;
}

export const handler = stepHandler(escalate);
