import { describe, expect, it } from 'vitest';
import { OPEN_PLACES, placeOf } from '../../functions/domain/case-queue.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import type { Opinion } from '../../functions/domain/application.ts';
import {
  expectSecondLookOpen,
  queuedBy,
  queueOf,
  secondLookUntil,
} from '../../functions/domain/second-look.ts';
import { bar } from '../../functions/domain/officers.ts';
import { isOverdue } from '../../functions/domain/overdue.ts';
import { CLOCK } from '../support/builders.ts';
import { aSubmission } from '../support/case-changes.ts';

const fresh = aSubmission().next;
const at = (position: CaseRecord['position'], more: Partial<CaseRecord> = {}): CaseRecord => ({
  ...fresh,
  position,
  ...more,
});
const T = '2026-03-05T10:00:00.000+08:00';
const asked = { secondLook: { askedAt: T } };
const answered = { secondLook: { askedAt: T, answeredAt: T, outcome: 'upheld' } } as const;
const kept = { archivedAt: T, licenceId: 'L' };
const status = (told: boolean) => ({ permitStatus: { status: 'suspended', changedAt: T, told } }) as const;

describe('a case is found', () => {
  it.each<readonly [place: string | undefined, about: string, record: CaseRecord]>([
    ['acceptance', 'when it was submitted', fresh],
    ['acceptance', 'when the reviewer returned it', at('returned')],
    ['correction', 'while the applicant corrects', at('awaiting-correction')],
    ['review', 'in review', at('in-review')],
    ['approval', 'in approval', at('in-approval')],
    ['none', 'while its permit is made', at('issuing')],
    ['closing', 'from its end until its file is kept', at('issued', { licenceId: 'L' })],
    ['closing', 'when it was withdrawn', at('withdrawn')],
    ['second-look', 'while a supervisor looks again', at('refused', { ...asked, archivedAt: T })],
    [undefined, 'nowhere once the supervisor has answered', at('refused', { ...answered, archivedAt: T })],
    [undefined, 'nowhere once a refusal is kept', at('refused', { archivedAt: T })],
    ['deferred', 'while the province is still to be told', at('issued', { ...kept, province: 'deferred' })],
    [undefined, 'nowhere once the province knows', at('issued', { ...kept, province: 'settled' })],
    [
      'deferred',
      'while the province does not know of the suspension',
      at('issued', { ...kept, province: 'settled', ...status(false) }),
    ],
    [
      undefined,
      'nowhere once it knows of the suspension too',
      at('issued', { ...kept, province: 'settled', ...status(true) }),
    ],
  ])('at %s %s', (place, _, record) => {
    expect(placeOf(record)).toBe(place);
  });

  it('without its file kept, anywhere but among those of which the province is still to be told', () => {
    expect(OPEN_PLACES).toEqual([
      'acceptance',
      'review',
      'approval',
      'correction',
      'none',
      'closing',
      'second-look',
    ]);
  });
});

describe('the list of a case', () => {
  it('is that of its stage, or of those who look again', () => {
    expect(queueOf(at('in-review', asked))).toBe('review');
    expect(queueOf(at('refused', asked))).toBe('second-look');
    expect(queueOf(at('refused', answered))).toBeUndefined();
    expect(queueOf(at('refused'))).toBeUndefined();
  });

  it('is sorted by the time limit, and a second look by when it was asked for', () => {
    const received = '2026-03-02T09:00:00.000+08:00';

    expect(queuedBy(at('refused', { ...asked, clock: CLOCK }))).toBe(T);
    expect(queuedBy(at('in-review', { clock: CLOCK }))).toBe('2026-03-05T00:00:00.000+08:00');
    expect(queuedBy(fresh)).toBe('2026-03-10T00:00:00.000+08:00');
    expect(queuedBy({ ...fresh, acceptBy: undefined, receivedAt: received })).toBe(received);
  });
});

describe('a second look', () => {
  const opinion = { at: '2026-03-05T10:00:00.000+08:00' } as Opinion;
  const LAST = '2026-05-05T00:00:00.000+08:00';
  const codeOf = (record: CaseRecord, now = T) => {
    try {
      return expectSecondLookOpen(record, [opinion], now);
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it('can be asked for until the end of the sixtieth day, by who was told no', () => {
    expect(secondLookUntil(at('refused'), [opinion])).toBe(LAST);
    expect(secondLookUntil(at('not-accepted'), [opinion])).toBe(LAST);
    expect(secondLookUntil(at('issued'), [opinion])).toBeUndefined();
    expect(secondLookUntil(at('withdrawn'), [opinion])).toBeUndefined();
    expect(secondLookUntil(at('refused'), [])).toBeUndefined();
  });

  it('is open once, and not too late', () => {
    expect(codeOf(at('refused'))).toBe(LAST);
    expect(codeOf(at('issued'))).toBe('ACTION_NOT_ALLOWED');
    expect(codeOf(at('refused', answered))).toBe('SECOND_LOOK_ASKED');
    expect(codeOf(at('refused'), '2026-05-04T23:59:59.999+08:00')).toBe(LAST);
    expect(codeOf(at('refused'), LAST)).toBe('SECOND_LOOK_TOO_LATE');
  });
});

describe('three people give the three opinions', () => {
  const wang = { id: 'wang', roles: ['acceptor', 'reviewer', 'approver'] } as const;
  const accepted = at('in-review', { officers: { acceptance: 'wang' } });
  const reviewed = at('in-approval', { officers: { acceptance: 'zhao', review: 'wang' } });
  const sentBack = at('in-review', { officers: { approval: 'wang' } });

  it.each([
    ['nobody without the role', fresh, 'review', { id: 'wang', roles: ['acceptor'] }, true, 'NOT_ALLOWED'],
    ['the first opinion', fresh, 'acceptance', wang, false, undefined],
    [
      'the own opinion again',
      at('returned', { officers: { acceptance: 'wang' } }),
      'acceptance',
      wang,
      false,
      undefined,
    ],
    ['no second opinion', accepted, 'review', wang, false, 'SAME_PERSON'],
    ['the review too, where the office is small', accepted, 'review', wang, true, undefined],
    ['never the approval too', reviewed, 'approval', wang, true, 'SAME_PERSON'],
    ['never the review of what they have approved', sentBack, 'review', wang, true, 'SAME_PERSON'],
    [
      'a second opinion where somebody else gave the first',
      accepted,
      'review',
      { ...wang, id: 'li' },
      false,
      undefined,
    ],
  ] as const)('%s', (_, record, stage, officer, small, code) => {
    expect(bar(record, stage, officer, small)).toBe(code);
  });

  it('and somebody entered twice is one person', () => {
    expect(bar(accepted, 'review', { ...wang, id: 'wang-2' }, false, ['wang'])).toBe('SAME_PERSON');
    expect(bar(accepted, 'review', { ...wang, id: 'wang-2' }, false, ['li'])).toBeUndefined();
  });
});

describe('a case is late', () => {
  const MIDNIGHT = '2026-03-05T00:00:00.000+08:00';
  const alarms = (alarm: 'warning' | 'breach') => [{ alarm, owedAt: MIDNIGHT }];

  it.each<readonly [about: string, record: CaseRecord, late: boolean]>([
    ['when a breach was recorded', at('withdrawn', { clock: CLOCK, alarms: alarms('breach') }), true],
    ['not when only a warning was recorded', at('in-review', { alarms: alarms('warning') }), false],
    ['not when it was withdrawn', at('withdrawn', { clock: CLOCK }), false],
    ['when it is open', at('in-review', { clock: CLOCK }), true],
    [
      'not while no calendar says when',
      at('in-review', { clock: { ...CLOCK, deadlineAt: undefined } }),
      false,
    ],
  ])('%s', (_, record, late) => {
    expect(isOverdue(record, MIDNIGHT)).toBe(late);
  });
});
