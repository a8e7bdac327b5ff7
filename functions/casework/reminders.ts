import type { CaseDetails } from '../domain/application.ts';
import { endorsementAfter } from '../domain/endorsement.ts';
import { addDays, dayOf } from '../domain/instant.ts';
import { phoneOf } from '../domain/message-preferences.ts';
import { reminderSerial } from '../domain/message-serial.ts';
import type { SignedPermit } from '../domain/permit.ts';
import { reminderText, type Reminder } from '../domain/reminder.ts';
import type { World } from '../ports.ts';
import { sendAndAsk } from './send-message.ts';
import { standingOf } from './permit-standing.ts';

/** A morning that nobody looked is made up for on the next; after this many days an endorsement is due, and the table forgets. */
const LOOK_BACK_DAYS = 30;

/** Promises the reminder of a new permit's endorsement: on the first day of the month in which it can be had. */
export async function remindOfEndorsement(
  world: Pick<World, 'reminders'>,
  ownerKey: string,
  { caseId, permit }: Pick<SignedPermit, 'caseId' | 'permit'>,
): Promise<void> {
  const { endorsementFrom: day, endorsementDueOn: dueOn } = permit;
  await world.reminders.set({ kind: 'endorsement', ownerKey, caseId, day, dueOn });
}

/** What became of the reminders of a morning. */
export interface RemindersSent {
  readonly sent: number;
  /** Nobody to tell, or nothing to tell any more. */
  readonly dropped: number;
  /** Certainly not gone out; tried again with the next call. */
  readonly waiting: number;
}

/**
 * Sends the reminders of today, and those of the last days that were not sent, each at most once: claimed first,
 * forgotten once its fate is known. Called every morning; may run twice.
 */
export async function dueReminders(world: World): Promise<RemindersSent> {
  const counts = { sent: 0, dropped: 0, waiting: 0 };
  const today = dayOf(world.now());
  for (let ago = LOOK_BACK_DAYS; ago >= 0; ago -= 1)
    for (const reminder of await world.reminders.due(addDays(today, -ago))) {
      const due = await dueNow(world, reminder);
      if (due === 'waiting') counts.waiting += 1;
      else if (await world.reminders.claim(reminder)) counts[await send(world, reminder, due.message)] += 1;
    }
  return counts;
}

interface Message {
  readonly to: string;
  readonly text: string;
}

async function send(
  world: World,
  reminder: Reminder,
  message: Message | undefined,
): Promise<keyof RemindersSent> {
  const { kind, caseId } = reminder;
  if (message) {
    const { outcome } = await sendAndAsk(world.messenger, {
      ...message,
      event: kind,
      serial: reminderSerial(reminder),
      ...(caseId && { caseId }),
    });
    if (outcome === 'not-sent') {
      await world.reminders.unclaim(reminder);
      return 'waiting';
    }
  }
  await world.reminders.forget(reminder);
  return message ? 'sent' : 'dropped';
}

/** No message where there is nobody to tell, or nothing any more. `waiting`: how the permit stands cannot be asked now. */
async function dueNow(world: World, reminder: Reminder): Promise<{ readonly message?: Message } | 'waiting'> {
  const { kind, caseId, phone, day } = reminder;
  if (kind === 'qualifies' || caseId === undefined)
    return phone === undefined ? {} : { message: { to: phone, text: reminderText(kind, world.county, day) } };
  const record = await world.cases.find(caseId);
  const details = await world.cases.findDetails(caseId);
  const signed = record?.licenceId ? await world.permits.find(record.licenceId) : undefined;
  return signed && details ? endorsementDue(world, reminder, signed, details) : {};
}

/**
 * The message of one year's endorsement. Next year's is promised before this one is claimed, so that a process that
 * dies over this one does not end them all; a permit that has ended promises nothing more; a suspended one is passed over, and so is a day that is over.
 */
async function endorsementDue(
  world: World,
  reminder: Reminder,
  signed: SignedPermit,
  details: CaseDetails,
): Promise<{ readonly message?: Message } | 'waiting'> {
  const standing = await standingOf(world, reminder.ownerKey, signed);
  if (standing === 'cannot-tell') return 'waiting';
  if (standing === 'ended') return {};
  const { issuedOn, endorsementDueOn } = signed.permit;
  const dueOn = reminder.dueOn ?? endorsementDueOn;
  const next = endorsementAfter(issuedOn, dueOn);
  await world.reminders.set({ ...reminder, day: next.from, dueOn: next.dueOn });
  const to = phoneOf(details.messages, details.form);
  if (standing === 'suspended' || !to || dayOf(world.now()) > dueOn) return {};
  return { message: { to, text: reminderText(reminder.kind, world.county, dueOn) } };
}
