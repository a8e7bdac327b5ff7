import type { CaseRecord } from './case-record.ts';
import type { Instant } from './instant.ts';
import type { Wording } from './wording.ts';
import type { Opinion } from './application.ts';
import { stageOf } from './status.ts';

/** Why a case was late, as statistics count it; the officer's own words stand beside it. @see docs/rules.md#overdue */
export const OVERDUE_REASONS = {
  ABSENCE: { zh: '人员缺岗', en: 'Nobody was there' },
  WORKLOAD: { zh: '件量集中', en: 'Too many cases at once' },
  VERIFICATION: { zh: '材料核实需要时间', en: 'Papers had to be verified' },
  PROVINCE: { zh: '省级系统故障', en: 'A system of the province failed' },
  SYSTEM: { zh: '本系统故障', en: 'This system failed' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Wording>;
export type OverdueCode = keyof typeof OVERDUE_REASONS;

/** The codes, for schemas. */
export const OVERDUE_CODES = [
  'ABSENCE',
  'WORKLOAD',
  'VERIFICATION',
  'PROVINCE',
  'SYSTEM',
  'OTHER',
] as const satisfies readonly OverdueCode[];

/**
 * Whether the two working days were over before the case was decided: a breach was recorded, or the deadline has
 * passed and the clock did not stop before it. A refusal stops it, and the issue of the permit.
 */
export function isOverdue(record: CaseRecord, now: Instant): boolean {
  if (record.alarms.some(({ alarm }) => alarm === 'breach')) return true;
  const deadlineAt = record.clock?.deadlineAt;
  if (deadlineAt === undefined || record.position === 'withdrawn') return false;
  const stopped = record.position === 'refused' ? record.decidedAt : record.issuedAt;
  return (stopped ?? now) >= deadlineAt;
}

/** What the person is told of a case that took longer than the law allows: since when, and each reason given so far. */
export interface OverdueNotice {
  readonly since: Instant;
  readonly words: Wording;
  /** As statistics count them, then in the officers' own words. */
  readonly reasons: readonly Wording[];
}

/** Undefined for a case that is in time. An office that is late says why in public. @see docs/rules.md#overdue */
export function overdueNoticeOf(
  record: CaseRecord,
  opinions: readonly Opinion[],
  now: Instant,
): OverdueNotice | undefined {
  const since = record.clock?.deadlineAt;
  if (since === undefined || !isOverdue(record, now)) return undefined;
  const given = opinions.flatMap(({ lateReason }) => (lateReason === undefined ? [] : [lateReason]));
  return {
    since,
    words: stageOf(record.position) ? STILL_OPEN : WAS_LATE,
    reasons: [
      ...(record.overdueCode ? [OVERDUE_REASONS[record.overdueCode]] : []),
      ...[...new Set(given)].map((reason) => ({ zh: reason, en: reason })),
    ],
  };
}

const STILL_OPEN: Wording = {
  zh: '本件已超过法定办理期限，正在抓紧办理。',
  en: 'This case has taken longer than the law allows; we are working on it.',
};
const WAS_LATE: Wording = {
  zh: '本件超过了法定办理期限。',
  en: 'This case took longer than the law allows.',
};
