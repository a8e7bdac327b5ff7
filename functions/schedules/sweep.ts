import { deliverMessages } from '../casework/deliver-messages.ts';
import { raiseLate } from '../casework/raise-late.ts';
import { calendarOf } from '../casework/record-facts.ts';
import { isOwed } from '../casework/record-owed.ts';
import { reschedule } from '../casework/reschedule.ts';
import { tidyDrafts } from '../casework/tidy-drafts.ts';
import { wakeLeftOpen } from '../casework/wake-machine.ts';
import { toInstant, toMillis, type Instant } from '../domain/instant.ts';
import { scheduleHandler, type Round, type Schedule } from '../runtime/schedule.ts';
import type { World } from '../ports.ts';

const MINUTE_MILLIS = 60_000;
/** Whoever records an act wakes the machine within seconds. */
const JUST_NOW = 5 * MINUTE_MILLIS;
/** The message of issue waits for the province: half an hour, in executions that began before 2026-11-23 as long again. */
const LONGEST_DELIVERY = 90 * MINUTE_MILLIS;

/**
 * Finds what everything else missed, and mends it: a case that was recorded but never started, a decided task that
 * is still open, a message left owed, dates behind the calendar, an alarm that the machine sleeps past. Files of expired
 * drafts are taken away. What became of some messages only the operator can settle: they sound until it is done.
 */
export const sweep: Schedule = {
  name: 'sweep',
  async run(world, round) {
    await mendCases(world, round);
    await deliverOwed(world, round);
    for (const { caseId } of await world.messages.list('unsure')) round.find('message-unknown', caseId);
    await round.each(await world.drafts.expired(), (draft) => tidyDrafts(world, draft));
  },
};

async function mendCases(world: World, round: Round): Promise<void> {
  const calendar = await calendarOf(world);
  const cases = await world.cases.open();
  await round.each(cases, async ({ id }) => {
    if (await reschedule(world, calendar, id)) round.find('clock-behind', id);
  });
  const justNow = toInstant(toMillis(world.now()) - JUST_NOW);
  const late = cases.filter((record) => isOwed(record, calendar, world.county.hours, justNow));
  await round.each(late, async ({ id }) => {
    if (await raiseLate(world, id, justNow)) round.find('clock-behind', id);
  });
  const settled = cases.filter(({ receivedAt }) => age(world, receivedAt) >= JUST_NOW);
  await round.each(settled, async (record) => {
    const last = (await world.cases.events(record.id)).at(-1);
    if (!last || age(world, last.at) < JUST_NOW) return;
    if (await wakeLeftOpen(world, record.id)) round.find('task-left-open', record.id);
  });
  await round.each(settled, async ({ id }) => {
    if ((await world.workflow.status(id)) !== undefined) return;
    round.find('execution-missing', id);
    await world.workflow.start(id);
  });
}

async function deliverOwed(world: World, round: Round): Promise<void> {
  const left = (await world.messages.list('unsettled')).filter(
    ({ since }) => age(world, since) >= LONGEST_DELIVERY,
  );
  const ids = [...new Set(left.map(({ caseId }) => caseId))];
  await round.each(
    ids.map((id) => ({ id })),
    async ({ id }) => {
      round.find('message-owed', id);
      await deliverMessages(world, id);
    },
  );
}

function age(world: World, since: Instant): number {
  return toMillis(world.now()) - toMillis(since);
}

export const handler = scheduleHandler(sweep);
