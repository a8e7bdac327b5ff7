import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseFact } from '../../functions/domain/case-event.ts';
import { csvOf } from '../../functions/domain/csv.ts';
import { advance } from '../../functions/domain/case-fold.ts';
import { statisticsCsv, statisticsOf, type DayCounts } from '../../functions/domain/statistics.ts';
import { recount } from '../../functions/domain/statistics-count.ts';
import { CLOCK } from '../support/builders.ts';

const SUBMITTED: CaseFact = {
  type: 'submitted',
  applicationNumber: 'N',
  draftVersion: 1,
  channel: 'window',
  recognitionType: 'REGISTRATION_TIME',
  office: 'center',
  ownerKeys: ['o'],
  formHash: 'f',
  texts: { notice: 'n', declaration: 'd' },
  materials: [],
  grounds: ['employment', 'residence'],
};
const decided = (
  stage: 'acceptance' | 'review' | 'approval',
  outcome: Extract<CaseFact, { type: 'decided' }>['outcome'],
  more: Partial<Extract<CaseFact, { type: 'decided' }>> = {},
): CaseFact => ({ type: 'decided', stage, outcome, reasons: [], overrides: [], ...more });
const ACCEPTED = decided('acceptance', 'accept', { clock: CLOCK });
const CORRECTED: CaseFact = {
  type: 'corrected',
  draftVersion: 2,
  ownerKeys: ['o'],
  formHash: 'f',
  texts: { notice: 'n', declaration: 'd' },
  materials: [],
};
const ISSUED: CaseFact = { type: 'issued', licenceId: 'l', licenceHash: 'h', keyId: 'k' };

/** The events of one case, each at its own instant. */
function chain(...steps: readonly (readonly [at: string, fact: CaseFact])[]): readonly CaseEvent[] {
  let record: ReturnType<typeof advance>['next'] | undefined;
  return steps.flatMap(([at, fact]) => {
    const step = advance(record, { caseId: 'c', at, actor: { kind: 'staff', id: 's' }, facts: [fact] });
    record = step.next;
    return step.events;
  });
}

const counted = (events: readonly CaseEvent[]) => Object.fromEntries(recount([events]));
const NINE = '2026-03-02T09:00:00.000+08:00';
const RECEIVED = {
  received: 1,
  received_window: 1,
  type_REGISTRATION_TIME: 1,
  ground_employment: 1,
  ground_residence: 1,
};

describe('what is counted', () => {
  it('is every event on its own day, and the clock’s stop with its hours', () => {
    const events = chain(
      [NINE, SUBMITTED],
      [NINE, ACCEPTED],
      ['2026-03-03T09:00:00.000+08:00', decided('review', 'endorse')],
      ['2026-03-03T10:00:00.000+08:00', decided('approval', 'approve')],
      ['2026-03-03T10:00:01.000+08:00', ISSUED],
    );

    expect(counted(events)).toEqual({
      '2026-03-02': { ...RECEIVED, accepted: 1, window_answered: 1, window_oneVisit: 1 },
      '2026-03-03': { issued: 1, inTime: 1, hours_48: 1 },
    });
  });

  it('is one visit more when the window sends somebody home, and acceptance only once after a return', () => {
    const events = chain(
      [NINE, SUBMITTED],
      [NINE, decided('acceptance', 'request-correction', { reasons: ['PHOTO_UNSUITABLE'], correctBy: NINE })],
      [NINE, CORRECTED],
      [NINE, ACCEPTED],
      [NINE, decided('review', 'return')],
      [NINE, decided('acceptance', 'accept')],
    );

    expect(counted(events)['2026-03-02']).toEqual({
      ...RECEIVED,
      correctionAsked: 1,
      reason_PHOTO_UNSUITABLE: 1,
      corrected: 1,
      accepted: 1,
      window_answered: 1,
    });
  });

  it.each([
    ['2026-03-04T23:59:59.999+08:00', 'inTime'],
    ['2026-03-05T00:00:00.000+08:00', 'late'],
  ])('is a refusal at %s as %s, with its reasons', (at, timely) => {
    const events = chain(
      [NINE, SUBMITTED],
      [NINE, ACCEPTED],
      [at, decided('review', 'reject', { reasons: ['OTHER'] })],
      [at, decided('approval', 'reject', { reasons: ['OTHER', 'FALSE_MATERIALS'] })],
    );

    expect(counted(events)[at.slice(0, 10)]).toMatchObject({
      refused: 1,
      [timely]: 1,
      hours_72: 1,
      reason_OTHER: 1,
      reason_FALSE_MATERIALS: 1,
    });
  });

  it.each([
    ['withdrawn', [[NINE, { type: 'withdrawn' }]]],
    [
      'lapsed',
      [
        [NINE, decided('acceptance', 'request-correction', { correctBy: NINE })],
        [NINE, { type: 'lapsed' }],
      ],
    ],
    ['deemedAccepted', [[NINE, { type: 'deemed-accepted', clock: CLOCK }]]],
  ] as const)('is an ending or a turn: %s', (name, steps) => {
    const events = chain([NINE, SUBMITTED], ...steps);

    expect(counted(events)['2026-03-02']).toMatchObject({ [name]: 1 });
  });
});

describe('the figures', () => {
  const days: readonly DayCounts[] = [
    { day: '2026-03-02', counts: { received: 3, window_answered: 4, window_oneVisit: 3, hours_8: 1 } },
    { day: '2026-03-03', counts: { received: 1, hours_more: 2, reason_OTHER: 1 } },
  ];

  it('are the sums of the days', () => {
    const figures = statisticsOf(days);

    expect(figures.received.total).toBe(4);
    expect(figures.singleVisit).toEqual({ answered: 4, once: 3, rate: 0.75 });
    expect(figures.hoursToDecision.filter(({ cases }) => cases > 0)).toEqual([
      { upTo: 8, cases: 1 },
      { upTo: null, cases: 2 },
    ]);
    expect(figures.reasons).toEqual({ OTHER: 1 });
  });

  it('have a column in the table for each counter, known or not', () => {
    const [heading = '', ...lines] = statisticsCsv(days).split('\r\n');

    expect(heading.endsWith(',理由：其他原因')).toBe(true);
    expect(new Set(lines.slice(0, 3).map((line) => line.split(',').length))).toEqual(
      new Set([heading.split(',').length]),
    );
  });
});

describe('the headings of the table', () => {
  it.each([
    ['reason_NO_GROUND_PROVED', '理由：未能证明符合合法稳定就业、合法稳定住所、连续就读条件之一'],
    ['reason_FALSE_MATERIALS', '理由：提交的材料经核查不真实'],
    ['reason_PHOTO_UNSUITABLE', '理由：相片不符合要求'],
    ['overdue_ABSENCE', '超期原因：人员缺岗'],
    ['permit_suspend', '证照中止'],
    ['permit_revoke', '证照撤销'],
    ['counted_by_a_later_release', 'counted_by_a_later_release'],
  ])('are words: %s', (counter, heading) => {
    const [line = ''] = statisticsCsv([{ day: '2026-03-02', counts: { [counter]: 1 } }]).split('\r\n');

    expect(line.split(',').at(-1)).toBe(heading);
  });
});

describe('a table for a spreadsheet', () => {
  it('quotes what would break it', () => {
    expect(csvOf([['a,b', 'say "no"', 'one\ntwo', 1]])).toBe('\uFEFF"a,b","say ""no""","one\ntwo",1\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@sum', '\tx'])('takes no text for a formula: %s', (text) => {
    expect(csvOf([[text]])).toBe(`\uFEFF'${text}\r\n`);
  });

  it('writes numbers as they are', () => {
    expect(csvOf([[-1, 0.5]])).toBe('\uFEFF-1,0.5\r\n');
  });
});
