import * as z from 'zod';
import { isApplicationNumber, normaliseApplicationNumber } from '../domain/application-number.ts';
import type { CaseDetails } from '../domain/application.ts';
import { sha256Hex } from '../domain/canonical.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { deadlineOf } from '../domain/deadline.ts';
import { dayOf } from '../domain/instant.ts';
import { maskWords } from '../domain/masking.ts';
import { noticeOf, Words } from '../domain/notice.ts';
import { RuleError } from '../domain/rule-error.ts';
import { STATUSES } from '../domain/status.ts';
import { endsWith, publicTimeline, statusInWords } from '../domain/tracking.ts';
import type { World } from '../ports.ts';
import { OverdueView, overdueView, permitStanding, PermitStanding } from './case-notices.ts';
import { correctionOf } from './correct-case.ts';
import { calendarOf } from './record-facts.ts';

/** What anybody with the number and the last four may see: nothing that says who the person is. */
export const Tracking = z.strictObject({
  applicationNumber: z.string(),
  status: z.enum(STATUSES),
  words: Words,
  receivedAt: z.string(),
  /** By when somebody must have accepted; null once accepted, or while the calendar is not published. */
  acceptBy: z.string().nullable(),
  /** The promise and its computation, which anybody can do again; null before acceptance. */
  due: z
    .strictObject({
      acceptedAt: z.string(),
      acceptedOn: z.string(),
      /** Close of business of the second working day; null while the calendar is not published. */
      dueAt: z.string().nullable(),
      deadlineAt: z.string().nullable(),
      counted: z.array(z.string()),
      skipped: z.array(z.strictObject({ date: z.string(), why: z.string() })),
    })
    .nullable(),
  /** Every reason at once, where something must be corrected or the answer is no; empty else. */
  reasons: z.array(
    Words.extend({
      article: z.string(),
      /** The officer's own words, without what the form says of the person. */
      note: z.string().nullable(),
    }),
  ),
  correctBy: z.string().nullable(),
  remedies: Words.nullable(),
  /** Of a case that took longer than the law allows: since when, and why; null of any other. */
  overdue: OverdueView.nullable(),
  /** Of a permit that was issued and is not in force; null else. */
  permit: PermitStanding.nullable(),
  timeline: z.array(z.strictObject({ at: z.string(), code: z.string(), zh: z.string(), en: z.string() })),
});
export type Tracking = z.infer<typeof Tracking>;

/**
 * Wrong guesses at one number, counted from the first. After them even the right characters are refused until the time is
 * over, or guessing would go on; so anybody with the number can shut this way for its holder, who sees the case signed in.
 */
const GUESSES = { tries: 10, seconds: 900 };

/**
 * The case of a number, for who knows the last four characters of the holder's identity number.
 * @throws RuleError NOT_FOUND, the same for a wrong number and wrong characters; TOO_MANY_TRIES, of numbers that exist
 */
export async function trackCase(
  world: World,
  asked: { readonly applicationNumber: string; readonly idLastFour: string },
): Promise<Tracking> {
  const number = normaliseApplicationNumber(asked.applicationNumber);
  // Guesses at what does not exist are not counted: they find nothing, and would fill the table.
  const id = isApplicationNumber(number) ? await world.cases.findByNumber(number) : undefined;
  if (!id) throw new RuleError('NOT_FOUND');
  const subject = sha256Hex(`tracking\n${number}`);
  const waitSeconds = await world.tries.take(subject, GUESSES);
  if (waitSeconds !== undefined)
    throw new RuleError('TOO_MANY_TRIES', [], {
      minutes: Math.ceil(waitSeconds / 60),
      retryAfterSeconds: waitSeconds,
    });
  const [record, details] = await Promise.all([world.cases.find(id), world.cases.findDetails(id)]);
  if (!record || !details || !endsWith(details.form.citizenIdNumber, asked.idLastFour))
    throw new RuleError('NOT_FOUND');
  await world.tries.giveBack(subject);
  return trackingOf(world, record, details);
}

async function trackingOf(
  world: World,
  record: CaseRecord,
  { opinions, form }: CaseDetails,
): Promise<Tracking> {
  const masked = (words: string) => maskWords(words, form);
  const notice = noticeOf(record, opinions, world.county.name);
  const correction = await correctionOf(world, record);
  const { status, words } = statusInWords(record);
  return {
    applicationNumber: record.applicationNumber,
    status,
    words,
    receivedAt: record.receivedAt,
    acceptBy: record.clock ? null : (record.acceptBy ?? null),
    due: await dueOf(world, record),
    reasons: (notice?.reasons ?? correction?.reasons ?? []).map(({ zh, en, article, note }) => ({
      zh,
      en,
      article,
      note: note === null ? null : masked(note),
    })),
    correctBy: correction?.correctBy ?? null,
    remedies: notice?.remedies ?? null,
    overdue: overdueView(record, { opinions }, world.now(), masked),
    permit: permitStanding(record),
    timeline: publicTimeline(await world.cases.events(record.id)),
  };
}

async function dueOf(world: World, { clock }: CaseRecord): Promise<Tracking['due']> {
  if (!clock) return null;
  const { acceptedAt, dueAt = null, deadlineAt = null } = clock;
  const proof = dueAt && deadlineOf(await calendarOf(world), acceptedAt, world.county.hours);
  return {
    acceptedAt,
    acceptedOn: dayOf(acceptedAt),
    dueAt,
    deadlineAt,
    counted: proof ? [...proof.workingDays] : [],
    skipped: proof ? proof.skipped.map(({ date, why }) => ({ date, why })) : [],
  };
}
