import { describe, expect, it } from 'vitest';
import { type CaseEvent, type CaseFact, chainEvent } from '../../functions/domain/case-event.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { statisticsOf } from '../../functions/domain/statistics.ts';
import { dailyCounts } from '../../functions/domain/statistics-count.ts';
import { CLOCK } from '../support/builders.ts';
import { aSubmission, opinion } from '../support/case-changes.ts';

const fresh = aSubmission().next;
const eventAt = (at: string, fact: CaseFact, record: CaseRecord = fresh): CaseEvent =>
  chainEvent(
    fresh.id,
    { sequence: record.sequence, hash: record.lastHash },
    { at, actor: { kind: 'staff', id: 'x' }, fact },
  );
/** What one event adds on 4 March. */
const counted = (record: CaseRecord | undefined, fact: CaseFact, time = '10:00:00') =>
  dailyCounts(record, [eventAt(`2026-03-04T${time}+08:00`, fact, record)]).get('2026-03-04') ?? {};
const at = (position: CaseRecord['position'], more: Partial<CaseRecord> = {}) => ({
  ...fresh,
  position,
  ...more,
});
const refused = { ...opinion('approval', 'reject'), reasons: ['OTHER'] } as CaseFact;
const accepted = (acceptedAt: string) => at('in-approval', { clock: { ...CLOCK, acceptedAt } });

describe('the figures of a period', () => {
  it('take each counter to its place', () => {
    const counts = {
      received: 1,
      received_online: 2,
      received_window: 3,
      type_EXISTING_PERMIT: 4,
      ground_employment: 5,
      accepted: 6,
      deemedAccepted: 7,
      correctionAsked: 8,
      corrected: 9,
      issued: 10,
      refused: 11,
      notAccepted: 12,
      lapsed: 13,
      withdrawn: 14,
      inTime: 15,
      late: 16,
      timeUnknown: 17,
      overdue_ABSENCE: 18,
      reason_OTHER: 19,
      hours_1: 20,
      hours_more: 21,
      window_answered: 8,
      window_oneVisit: 6,
      permit_suspend: 22,
      permit_restore: 23,
      permit_revoke: 24,
    };

    expect(statisticsOf([{ day: '2026-03-02', counts }])).toEqual({
      received: { total: 1, online: 2, window: 3 },
      types: { EXISTING_PERMIT: 4 },
      grounds: { employment: 5 },
      accepted: 6,
      deemedAccepted: 7,
      correctionsAsked: 8,
      corrected: 9,
      endings: { issued: 10, refused: 11, notAccepted: 12, lapsed: 13, withdrawn: 14 },
      limit: { inTime: 15, late: 16, unknown: 17 },
      overdueReasons: { ABSENCE: 18 },
      reasons: { OTHER: 19 },
      hoursToDecision: [
        { upTo: 1, cases: 20 },
        { upTo: 4, cases: 0 },
        { upTo: 8, cases: 0 },
        { upTo: 24, cases: 0 },
        { upTo: 48, cases: 0 },
        { upTo: 72, cases: 0 },
        { upTo: 120, cases: 0 },
        { upTo: null, cases: 21 },
      ],
      singleVisit: { answered: 8, once: 6, rate: 0.75 },
      permits: { suspended: 22, restored: 23, revoked: 24 },
    });
  });
});

describe('one event counts', () => {
  it.each<readonly [about: string, record: CaseRecord, fact: CaseFact, names: readonly string[]]>([
    ['a deemed acceptance', fresh, { type: 'deemed-accepted' }, ['accepted', 'deemedAccepted']],
    ['a withdrawal', fresh, { type: 'withdrawn' }, ['withdrawn']],
    ['a lapse', at('awaiting-correction'), { type: 'lapsed' }, ['lapsed']],
    ['the reason of a delay', fresh, { type: 'overdue-explained', code: 'ABSENCE' }, ['overdue_ABSENCE']],
    [
      'a suspension',
      fresh,
      { type: 'permit-status-changed', licenceId: 'L', action: 'suspend', status: 'suspended' },
      ['permit_suspend'],
    ],
    [
      'a non-acceptance',
      fresh,
      { ...opinion('acceptance', 'refuse-to-accept'), reasons: ['OTHER'] } as CaseFact,
      ['notAccepted', 'reason_OTHER'],
    ],
    ['a reviewer’s advice to refuse', at('in-review'), opinion('review', 'reject'), []],
    ['a confirmation after a return', at('returned', { clock: CLOCK }), opinion('acceptance', 'accept'), []],
    ['a release', fresh, { type: 'released', stage: 'review' }, []],
    [
      'a first answer at the window',
      { ...fresh, channel: 'window' },
      opinion('acceptance', 'accept'),
      ['accepted', 'window_answered', 'window_oneVisit'],
    ],
    [
      'a request at the window',
      { ...fresh, channel: 'window' },
      opinion('acceptance', 'request-correction'),
      ['correctionAsked', 'window_answered'],
    ],
    [
      'an answer after a correction at the window',
      { ...fresh, channel: 'window', correctBy: CLOCK.acceptedAt },
      opinion('acceptance', 'accept'),
      ['accepted'],
    ],
    [
      'a confirmation at the window',
      at('returned', { channel: 'window', clock: CLOCK }),
      opinion('acceptance', 'accept'),
      [],
    ],
    [
      'an opinion of the review at the window',
      at('in-review', { channel: 'window' }),
      opinion('review', 'endorse'),
      [],
    ],
  ])('%s', (_, record, fact, names) => {
    expect(Object.keys(counted(record, fact)).toSorted()).toEqual(names.toSorted());
  });

  it.each([
    ['within the hour', '2026-03-04T09:00:00+08:00', ['hours_1', 'inTime']],
    ['a second later', '2026-03-04T08:59:59+08:00', ['hours_4', 'inTime']],
    ['after five days', '2026-02-27T10:00:00+08:00', ['hours_120', 'inTime']],
    ['after more', '2026-02-27T09:59:59+08:00', ['hours_more', 'inTime']],
  ])('the time to a refusal: %s', (_, acceptedAt, names) => {
    expect(Object.keys(counted(accepted(acceptedAt), refused)).toSorted()).toEqual(
      [...names, 'reason_OTHER', 'refused'].toSorted(),
    );
  });

  it('no time where there was no clock, and an unknown limit where no calendar was published', () => {
    const open = at('in-approval', { clock: { acceptedAt: CLOCK.acceptedAt, editions: [] } });

    expect(Object.keys(counted(at('in-approval'), refused))).toEqual(['refused', 'reason_OTHER']);
    expect(counted(open, refused)).toMatchObject({ timeUnknown: 1 });
  });

  it('nothing of an invented case, from its first event on', () => {
    const [first] = aSubmission({ synthetic: true }).events;

    expect([...dailyCounts(undefined, first ? [first] : [])]).toEqual([]);
    expect(counted({ ...fresh, synthetic: true }, { type: 'withdrawn' })).toEqual({});
  });

  it('no day on which nothing was counted', () => {
    expect([
      ...dailyCounts(fresh, [eventAt('2026-03-04T10:00:00+08:00', { type: 'claimed', stage: 'acceptance' })]),
    ]).toEqual([]);
  });

  it('no grounds of a submission that names none', () => {
    const { events } = aSubmission();

    expect(Object.keys(dailyCounts(undefined, events).get('2026-03-02') ?? {}).toSorted()).toEqual([
      'received',
      'received_online',
      'type_EXISTING_PERMIT',
    ]);
  });
});
