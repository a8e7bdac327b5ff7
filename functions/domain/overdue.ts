import type { CaseRecord } from './case-record.ts';
import type { Instant } from './instant.ts';
import type { Wording } from './wording.ts';

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
