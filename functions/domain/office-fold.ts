import type { CaseRecord } from './case-record.ts';
import type { Instant } from './instant.ts';
import type { OfficeFact } from './office-fact.ts';

/** What an act of the office beside the opinions changes of the record; the case stays where it is. */
export function officeChange(record: CaseRecord, at: Instant, fact: OfficeFact): Partial<CaseRecord> {
  const version = record.version + 1;
  switch (fact.type) {
    case 'reassigned':
      return { claimedBy: fact.to, version };
    case 'overdue-explained':
      return { overdueCode: fact.code };
    case 'permit-status-changed':
      return { permitStatus: { status: fact.status, changedAt: at, told: false }, version };
    case 'permit-status-told':
      return record.permitStatus?.status === fact.status
        ? { permitStatus: { ...record.permitStatus, told: true } }
        : {};
    case 'second-look-answered':
      return {
        secondLook: { askedAt: record.secondLook?.askedAt ?? at, answeredAt: at, outcome: fact.outcome },
        version,
      };
  }
}
