import type { AssessmentDay } from '../domain/county-rules.ts';
import { assess } from '../domain/eligibility.ts';
import type { RecognitionType } from '../domain/form-boxes.ts';
import { factsOfCase } from '../domain/gather-facts.ts';
import { addDays, dayOf, type Day } from '../domain/instant.ts';
import { phoneOf } from '../domain/message-preferences.ts';
import type { SignedPermit } from '../domain/permit.ts';
import { reminderText, type Reminder } from '../domain/reminder.ts';
import type { World } from '../ports.ts';

/** A morning that nobody looked is made up for on the next; after this many days an endorsement is due, and the table forgets. */
const LOOK_BACK_DAYS = 30;

/**
 * What the register says of a person who waits: whether there is nothing to wait for, and else the day from which their
 * time is full without anybody's leave, where waiting alone leads there. What only an application tells counts neither way.
 * @throws when the register cannot be asked
 */
export async function registeredProspect(
  world: Pick<World, 'population' | 'county'>,
  citizenIdNumber: string,
  recognitionType: RecognitionType,
  day: AssessmentDay,
): Promise<{ readonly reached: boolean; readonly qualifiesOn: Day | undefined }> {
  const population = await world.population.lookUp(citizenIdNumber);
  const { grounds: _notAsked, ...facts } = factsOfCase(
    { recognitionType, citizenIdNumber },
    population,
    [],
    day.today,
  );
  const findings = assess(facts, world.county.rules, day).filter(
    ({ id, decisive }) => decisive && id !== 'applies-through-guardian',
  );
  const registered = findings.some(({ id, result }) => id === 'registered-in-county' && result === 'met');
  const hopeless = findings.some(
    ({ result, remedy }) => result === 'not-met' && remedy !== 'WAIT_UNTIL_QUALIFIED',
  );
  if (hopeless || !registered) return { reached: false, qualifiesOn: undefined };
  const days = findings.flatMap(({ result, qualifiesOn }) =>
    result !== 'met' && qualifiesOn !== undefined ? [qualifiesOn] : [],
  );
  return { reached: days.length === 0, qualifiesOn: days.toSorted().at(-1) };
}

/** Promises the reminder of a new permit's endorsement: on the first day of the month in which it can be had. */
export async function remindOfEndorsement(
  world: Pick<World, 'reminders'>,
  ownerKey: string,
  { caseId, permit }: Pick<SignedPermit, 'caseId' | 'permit'>,
): Promise<void> {
  await world.reminders.set({ kind: 'endorsement', ownerKey, caseId, day: permit.endorsementFrom });
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
    for (const reminder of await world.reminders.due(addDays(today, -ago)))
      if (await world.reminders.claim(reminder)) counts[await send(world, reminder)] += 1;
  return counts;
}

async function send(world: World, reminder: Reminder): Promise<keyof RemindersSent> {
  const { kind, caseId } = reminder;
  const message = await messageOf(world, reminder);
  if (message) {
    const { outcome } = await world.messenger.send({ ...message, event: kind, ...(caseId && { caseId }) });
    if (outcome === 'not-sent') {
      await world.reminders.unclaim(reminder);
      return 'waiting';
    }
  }
  await world.reminders.forget(reminder);
  return message ? 'sent' : 'dropped';
}

/** Undefined where there is no number, or no valid permit any more. */
async function messageOf(
  world: World,
  { kind, caseId, phone, day }: Reminder,
): Promise<{ to: string; text: string } | undefined> {
  if (kind === 'qualifies' || caseId === undefined)
    return phone === undefined ? undefined : { to: phone, text: reminderText(kind, world.county, day) };
  const record = await world.cases.find(caseId);
  const details = await world.cases.findDetails(caseId);
  const signed = record?.licenceId ? await world.permits.find(record.licenceId) : undefined;
  const to = details && phoneOf(details.messages, details.form);
  if (!to || !signed || signed.status === 'revoked') return undefined;
  return { to, text: reminderText(kind, world.county, signed.permit.endorsementDueOn) };
}
