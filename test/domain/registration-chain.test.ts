import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountyRules } from '../../functions/domain/county-rules.ts';
import { addDays } from '../../functions/domain/instant.ts';
import { measureChain, type RegistrationRow } from '../../functions/domain/registration-chain.ts';
import { FESTIVALS, FESTIVE, GAPS, MONTH_ENDS, MOVES, PLAIN, POSTPONED } from './registration-histories.ts';

const rules = CountyRules.parse({ divisionCode: '331123' });
const RANK = { 'not-met': 0, 'cannot-tell': 1, met: 2 };

function row(text: string): RegistrationRow {
  const [divisionCode = '', days = ''] = text.split(' ');
  const [registeredOn = '', endedOn = ''] = days.split('..');
  return { divisionCode, registeredOn, ...(endedOn && { endedOn }) };
}

describe('the registration chain', () => {
  it('is tried on at least sixty histories', () => {
    const count = [PLAIN, MOVES, GAPS, POSTPONED, FESTIVE, MONTH_ENDS].flat().length;

    expect(count).toBeGreaterThanOrEqual(60);
  });

  it.each([...PLAIN, ...MOVES, ...GAPS, ...POSTPONED, ...FESTIVE, ...MONTH_ENDS])(
    'finds $verdict on $today for: $of',
    ({ rows, today, verdict, qualifiesOn, reviewableFrom }) => {
      const chain = measureChain(rows.map(row), rules, { today, springFestivals: FESTIVALS });

      expect(chain.verdict).toBe(verdict);
      if (qualifiesOn) expect(chain.qualifiesOn).toBe(qualifiesOn);
      if (reviewableFrom) expect(chain.reviewableFrom).toBe(reviewableFrom);
    },
  );

  it('counts the unregistered days strictly between two registered ones as the gap', () => {
    const rows = ['330102 2026-01-05..2026-08-20', '331123 2026-09-01..'].map(row);

    const { gaps } = measureChain(rows, rules, { today: '2026-11-20', springFestivals: FESTIVALS });

    expect(gaps).toEqual([
      { from: '2026-08-21', to: '2026-08-31', days: 11, springFestival: 'apart', verdict: 'review' },
    ]);
  });

  it('sees no gap between adjacent days', () => {
    const rows = ['330102 2026-05-20..2026-08-31', '331123 2026-09-01..'].map(row);

    const { gaps } = measureChain(rows, rules, { today: '2026-11-20', springFestivals: FESTIVALS });

    expect(gaps).toEqual([]);
  });

  it('counts registered days before the day of application, gaps left out', () => {
    const rows = ['330102 2026-05-20..2026-06-30', '331123 2026-07-02..'].map(row);

    const chain = measureChain(rows, rules, { today: '2026-11-20', springFestivals: FESTIVALS });

    expect(chain.spanStart).toBe('2026-05-20');
    expect(chain.registeredDays).toBe(183);
  });

  it('says how many rows it left out, and why', () => {
    const rows = ['320100 2020-01-01..', '331123 2026-06-01..2026-05-01', '331123 2026-12-01..'].map(row);

    const chain = measureChain(rows, rules, { today: '2026-11-20', springFestivals: FESTIVALS });

    expect(chain.ignored).toEqual({ outsideProvince: 1, unreadable: 1, future: 1 });
  });

  it('sends every gap to a human in a county that bridges none', () => {
    const strict = CountyRules.parse({ divisionCode: '331123', maxGapDays: 0 });
    const rows = ['330102 2026-01-05..2026-08-30', '331123 2026-09-01..'].map(row);

    const chain = measureChain(rows, strict, { today: '2026-11-20', springFestivals: FESTIVALS });

    expect(chain.verdict).toBe('cannot-tell');
  });

  it('loses the festival’s allowance when the festival itself is registered', () => {
    const rows = ['330102 2025-06-01..2026-02-12', '331123 2026-04-14..'].map(row);
    const filled = [...rows, row('330102 2026-02-13..2026-03-12')];
    const day = { today: '2026-06-10', springFestivals: FESTIVALS };

    const before = measureChain(rows, rules, day);
    const after = measureChain(filled, rules, day);

    expect(before.gaps[0]).toMatchObject({ days: 60, springFestival: 'overlaps', verdict: 'review' });
    expect(after.gaps[0]).toMatchObject({ days: 32, springFestival: 'apart', verdict: 'breaks' });
  });
});

describe('laws of the registration chain', () => {
  const today = '2026-11-20';
  /** Every year's festival is known and far away, so that only length decides. */
  const farFestivals = [2024, 2025, 2026].map((year) => ({ year, from: '1900-01-31', to: '1900-02-06' }));
  const rowFrom = (start: number, length: number | undefined): RegistrationRow => {
    const registeredOn = addDays(today, start);
    return {
      divisionCode: '330102',
      registeredOn,
      ...(length && { endedOn: addDays(registeredOn, length) }),
    };
  };
  const someRow = fc
    .tuple(
      fc.integer({ min: -700, max: 20 }),
      fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
    )
    .map(([start, length]) => rowFrom(start, length));
  const history = fc.array(someRow, { maxLength: 6 });

  it('a month more of registration never worsens the verdict', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: -760, max: 10 }), (rows, start) => {
        const registeredOn = addDays(today, start);
        const month = { divisionCode: '330203', registeredOn, endedOn: addDays(registeredOn, 29) };
        const day = { today, springFestivals: farFestivals };

        const before = measureChain(rows, rules, day);
        const after = measureChain([...rows, month], rules, day);

        expect(RANK[after.verdict]).toBeGreaterThanOrEqual(RANK[before.verdict]);
        expect(after.qualifiesOn <= before.qualifiesOn).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('an earlier beginning never worsens the verdict, festivals or not', () => {
    fc.assert(
      fc.property(fc.array(someRow, { minLength: 1, maxLength: 6 }), (rows) => {
        const first = rows.map((one) => one.registeredOn).toSorted()[0] ?? today;
        const month = {
          divisionCode: '330203',
          registeredOn: addDays(first, -30),
          endedOn: addDays(first, -1),
        };
        const day = { today, springFestivals: FESTIVALS };

        const before = measureChain(rows, rules, day);
        const after = measureChain([...rows, month], rules, day);

        expect(RANK[after.verdict]).toBeGreaterThanOrEqual(RANK[before.verdict]);
      }),
      { numRuns: 2000 },
    );
  });

  it('the order of the rows does not matter, nor does a row that is there twice', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const day = { today, springFestivals: FESTIVALS };

        const chain = measureChain(rows, rules, day);

        expect(measureChain([...rows.toReversed(), ...rows], rules, day)).toMatchObject({
          verdict: chain.verdict,
          qualifiesOn: chain.qualifiesOn,
          gaps: chain.gaps,
        });
      }),
    );
  });

  it('who is told a day and stays registered qualifies on that day and not before', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const open = [...rows, { divisionCode: '331123', registeredOn: today }];
        const { qualifiesOn } = measureChain(open, rules, { today, springFestivals: farFestivals });
        const on = qualifiesOn > today ? qualifiesOn : today;
        const eve = addDays(on, -1);

        const then = measureChain(open, rules, { today: on, springFestivals: farFestivals });

        expect(then.verdict).toBe('met');
        if (eve >= today) {
          const before = measureChain(open, rules, { today: eve, springFestivals: farFestivals });
          expect(before.verdict).not.toBe('met');
        }
      }),
    );
  });
});
