import * as z from 'zod';
import type { CaseDetails } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import type { Instant } from '../domain/instant.ts';
import { Words } from '../domain/notice.ts';
import { overdueNoticeOf } from '../domain/overdue.ts';
import { PERMIT_STATUS_WORDS } from '../domain/permit-status.ts';

/** That a case took longer than the law allows: since when, and every reason that was given. */
export const OverdueView = z.strictObject({ since: z.string(), words: Words, reasons: z.array(Words) });

/** That a permit is not in force, and since when. */
export const PermitStanding = z.strictObject({
  status: z.enum(['suspended', 'revoked']),
  since: z.string(),
  words: Words,
});

/**
 * Null for a case that is in time.
 * @param shown what of an officer's words may be shown to whoever asks. @default all of it
 */
export function overdueView(
  record: CaseRecord,
  details: Pick<CaseDetails, 'opinions'> | undefined,
  now: Instant,
  shown: (words: string) => string = (words) => words,
): z.input<typeof OverdueView> | null {
  const notice = overdueNoticeOf(record, details?.opinions ?? [], now);
  if (!notice) return null;
  return { ...notice, reasons: notice.reasons.map(({ zh, en }) => ({ zh: shown(zh), en: shown(en) })) };
}

/** Null where no permit was issued, or where it is in force. */
export function permitStanding({ permitStatus }: CaseRecord): z.input<typeof PermitStanding> | null {
  if (!permitStatus || permitStatus.status === 'valid') return null;
  const { status, changedAt } = permitStatus;
  return { status, since: changedAt, words: PERMIT_STATUS_WORDS[status] };
}

/** Why the permit was suspended or revoked, in the officer's words, for its holder; null where it is in force. */
export function permitReason(record: CaseRecord, details: CaseDetails | undefined): string | null {
  if (!permitStanding(record)) return null;
  return details?.officeNotes?.findLast(({ about }) => about === 'permit-status')?.words ?? null;
}
