import { describe, expect, it } from 'vitest';
import type { CaseFact } from '../../functions/domain/case-event.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { CLOCK } from '../support/builders.ts';
import { anAct, aSubmission } from '../support/case-changes.ts';

const T = '2026-03-02T10:00:00.000+08:00';
const fresh = aSubmission().next;
const at = (position: CaseRecord['position'], more: Partial<CaseRecord> = {}): CaseRecord => ({
  ...fresh,
  position,
  ...more,
});
const status = (what: 'suspended' | 'valid', told: boolean) => ({ status: what, changedAt: T, told });

describe('after the decision', () => {
  it.each<readonly [about: string, record: CaseRecord, fact: CaseFact, change: Partial<CaseRecord>]>([
    [
      'a second look is asked for',
      at('refused'),
      { type: 'second-look-asked' },
      { secondLook: { askedAt: T }, version: 2 },
    ],
    [
      'a second look is answered',
      at('refused', { secondLook: { askedAt: CLOCK.acceptedAt } }),
      { type: 'second-look-answered', outcome: 'upheld' },
      { secondLook: { askedAt: CLOCK.acceptedAt, answeredAt: T, outcome: 'upheld' }, version: 2 },
    ],
    [
      'a permit is suspended',
      at('issued'),
      { type: 'permit-status-changed', licenceId: 'L', action: 'suspend', status: 'suspended' },
      { permitStatus: status('suspended', false), version: 2 },
    ],
    [
      'the province knows of it',
      at('issued', { permitStatus: status('suspended', false) }),
      { type: 'permit-status-told', licenceId: 'L', status: 'suspended', acknowledgement: 'a' },
      { permitStatus: status('suspended', true) },
    ],
    [
      'the province knows of what has changed since',
      at('issued', { permitStatus: status('valid', false) }),
      { type: 'permit-status-told', licenceId: 'L', status: 'suspended', acknowledgement: 'a' },
      { permitStatus: status('valid', false) },
    ],
  ])('%s', (_, record, fact, change) => {
    const { next } = anAct(record, [fact]);

    expect(next).toEqual({ ...record, ...next, ...change });
  });
});
