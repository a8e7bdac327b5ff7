import { calendarOf } from '../casework/record-facts.ts';
import { isOwed } from '../casework/record-owed.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { toInstant, toMillis, type Instant } from '../domain/instant.ts';
import { stageOf } from '../domain/status.ts';
import { scheduleHandler, type Schedule } from '../runtime/schedule.ts';
import type { World } from '../ports.ts';

/** How long after its instant an alarm may still be missing. */
const PATIENCE_MILLIS = 3_600_000;

/** Looks whether the machine is still at work on every open case. Changes nothing: what it finds is for a human. */
export const watchdog: Schedule = {
  name: 'watchdog',
  async run(world, round) {
    const calendar = await calendarOf(world);
    const open = await world.cases.open();
    if (open.filter(({ position }) => stageOf(position)).length >= world.county.backlogAt)
      round.find('backlog');
    await round.each(open, async ({ id }) => {
      const status = await world.workflow.status(id);
      // Read after the machine: one that has just ended has written its last word by then.
      const record = await world.cases.find(id);
      if (!record || record.archivedAt) return;
      if (status === 'failed' || status === 'succeeded') round.find('execution-failed', id);
      if (isOverdue(world, calendar, record)) round.find('task-overdue', id);
      if (isBreached(world, record)) round.find('breach', id);
    });
  },
};

/** Whether the open task has slept through its alarm, or the end of the correction, by an hour. */
function isOverdue(world: World, calendar: Calendar, record: CaseRecord): boolean {
  const anHourAgo: Instant = toInstant(toMillis(world.now()) - PATIENCE_MILLIS);
  return isOwed(record, calendar, world.county.hours, anHourAgo);
}

/** Whether the law's limit has passed and nobody has decided. */
function isBreached(world: World, { clock, position }: CaseRecord): boolean {
  const deadlineAt = clock?.deadlineAt;
  return stageOf(position) !== undefined && deadlineAt !== undefined && deadlineAt <= world.now();
}

export const handler = scheduleHandler(watchdog);
