import * as z from 'zod';
import { instantAt, toMillis } from '../domain/instant.ts';
import type { Reminder } from '../domain/reminder.ts';
import type { ReminderStore } from '../ports/registers.ts';
import { ABSENT, type Change } from './dynamo-change.ts';
import { KEYS, remindersPk, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { writerMark } from './writer-mark.ts';

/** How long after its day a reminder that nobody could send is kept, seconds. */
const KEPT_SECONDS = 30 * 86_400;

const ReminderItem = z.object({
  state: z.enum(['owed', 'claimed']),
  value: z.object({
    kind: z.enum(['qualifies', 'endorsement']),
    ownerKey: z.string(),
    day: z.string(),
    phone: z.string().exactOptional(),
    caseId: z.string().exactOptional(),
    dueOn: z.string().exactOptional(),
  }),
});
const Pointer = z.object({ day: z.string() });

/**
 * Reminders, by the day on which they are due; a pointer under their owner finds the earlier one. That of one year's
 * endorsement has none: its day follows from that year's last day, so the same one once more lies in the same place.
 */
export function createDynamoReminders(table: DynamoTable): ReminderStore {
  return {
    async set(reminder) {
      if (reminder.dueOn !== undefined) {
        await table.apply({ kind: 'put', item: itemOf(reminder) });
        return;
      }
      const pointer = KEYS.ownerReminder(reminder.ownerKey, reminder.kind, subjectOf(reminder));
      for (;;) {
        const earlier = await table.get(pointer, Pointer);
        const refusal = await table.transact(planReminder(reminder, earlier?.day));
        if (!refusal) return;
      }
    },
    async due(day) {
      const items = await table.under(remindersPk(day), UNDER.reminder, ReminderItem);
      return items.flatMap(({ state, value }) => (state === 'owed' ? [value] : []));
    },
    claim: (reminder) => move(reminder, 'owed', 'claimed'),
    async unclaim(reminder) {
      await move(reminder, 'claimed', 'owed');
    },
    async forget(reminder) {
      const { day, kind, ownerKey, dueOn } = reminder;
      await table.apply({ kind: 'delete', key: keyOf(reminder) });
      if (dueOn !== undefined) return;
      // A later reminder of the same kind may have been set in the meantime: its pointer stays.
      await table.apply({
        kind: 'delete',
        key: KEYS.ownerReminder(ownerKey, kind, subjectOf(reminder)),
        when: { text: '#day = :day', values: { day } },
      });
    },
  };

  function move(reminder: Reminder, from: string, to: string): Promise<boolean> {
    return table.apply({
      kind: 'update',
      key: keyOf(reminder),
      set: { text: 'SET #state = :to, #writer = :writer', values: { to, writer: writerMark() } },
      when: { text: '#state = :from', values: { from } },
    });
  }
}

function planReminder(reminder: Reminder, earlierDay: string | undefined): Change[] {
  const { ownerKey, kind, day } = reminder;
  const item = itemOf(reminder);
  const { expiresAt } = item;
  const unchanged =
    earlierDay === undefined ? ABSENT : { text: '#day = :earlier', values: { earlier: earlierDay } };
  const moved = earlierDay !== undefined && earlierDay !== day;
  return [
    { kind: 'put', item },
    {
      kind: 'put',
      item: { ...KEYS.ownerReminder(ownerKey, kind, subjectOf(reminder)), day, expiresAt },
      when: unchanged,
    },
    ...(moved ? [{ kind: 'delete', key: KEYS.reminder(earlierDay, kind, itemName(reminder)) } as const] : []),
  ];
}

function itemOf(reminder: Reminder) {
  const expiresAt = Math.ceil(toMillis(instantAt(reminder.day, '00:00')) / 1000) + KEPT_SECONDS;
  return { ...keyOf(reminder), value: reminder, state: 'owed', expiresAt };
}

function keyOf(reminder: Reminder) {
  return KEYS.reminder(reminder.day, reminder.kind, itemName(reminder));
}

function itemName(reminder: Reminder): string {
  return `${reminder.ownerKey}#${subjectOf(reminder)}`;
}

/** One qualification a person; one endorsement a permit and year. */
function subjectOf({ caseId = 'SELF', dueOn }: Reminder): string {
  return dueOn === undefined ? caseId : `${caseId}#${dueOn}`;
}
