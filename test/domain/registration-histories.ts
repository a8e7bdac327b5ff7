/**
 * Registration histories with the verdicts that the rules give them, worked out on paper from the rule book.
 * `rows`: division, first and last registered day, both included; an open end still runs.
 */
export interface History {
  readonly of: string;
  readonly today: string;
  readonly rows: readonly string[];
  /** met, cannot-tell or not-met. */
  readonly verdict: string;
  /** Empty where the rules leave it open. */
  readonly qualifiesOn: string | undefined;
  readonly reviewableFrom: string | undefined;
}

/** Festivals by the State Council's notices; 2027 is not published. */
export const FESTIVALS = [
  { year: 2023, from: '2023-01-21', to: '2023-01-27' },
  { year: 2024, from: '2024-02-10', to: '2024-02-17' },
  { year: 2025, from: '2025-01-28', to: '2025-02-04' },
  { year: 2026, from: '2026-02-15', to: '2026-02-23' },
];

/** One history a line: day of asking | verdict | qualifies on | a human may from | rows | what it is. */
function table(lines: string): readonly History[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [today = '', verdict = '', qualifiesOn, reviewableFrom, rows = '', of = ''] = line
        .split('|')
        .map((cell) => cell.trim());
      return { of, today, rows: rows === '' ? [] : rows.split(', '), verdict, qualifiesOn, reviewableFrom };
    });
}

/** One place, one row; and what does not count. */
export const PLAIN = table(`
2026-11-20 | met         | 2026-11-20 |            | 331123 2026-05-20.. | six months to the day
2026-11-20 | not-met     | 2026-11-21 |            | 331123 2026-05-21.. | a day short
2026-11-20 | not-met     | 2027-05-20 |            | 331123 2026-11-20.. | registered today
2026-11-20 | not-met     | 2027-05-19 |            | 331123 2026-11-19.. | registered yesterday
2026-11-20 | met         |            |            | 330102 2020-01-01.. | registered for years elsewhere in the province
2026-11-20 | not-met     | 2027-05-20 |            |  | never registered
2026-11-20 | not-met     | 2027-05-20 |            | 331123 2026-11-21.. | only a future row
2026-11-20 | met         |            |            | 331123 2026-05-20.., 331123 2026-12-01.. | a future row beside enough
2026-11-20 | not-met     | 2027-05-20 |            | 320100 2020-01-01.. | only outside Zhejiang
2026-11-20 | not-met     | 2027-05-01 |            | 320100 2025-01-01..2026-10-31, 331123 2026-11-01.. | outside until lately
2026-11-20 | not-met     | 2026-11-20 |            | 331123 2025-01-01..2026-11-19 | ended yesterday
2026-11-20 | not-met     | 2026-11-20 |            | 331123 2025-01-01..2026-11-10 | ended ten days ago
2026-11-20 | not-met     | 2027-05-20 | 2026-11-20 | 331123 2025-01-01..2026-11-08 | ended twelve days ago
2026-11-20 | met         |            |            | 331123 2025-01-01..2026-11-20 | ends today
2026-11-20 | met         |            |            | 331123 2025-01-01..2026-12-31 | ends at the end of the year
2026-11-20 | not-met     | 2027-05-20 |            | 331123 2026-06-01..2026-05-01 | ends before it begins
`);

/** Overlaps, adjacent days and moves between counties. */
export const MOVES = table(`
2026-11-20 | met         |            |            | 330102 2025-01-01..2026-11-19, 331123 2026-11-20.. | moved today
2026-11-20 | met         | 2026-11-20 |            | 330102 2026-05-20..2026-08-31, 331123 2026-08-01.. | overlapping
2026-11-20 | met         | 2026-11-20 |            | 330102 2026-05-20..2026-08-31, 331123 2026-09-01.. | adjacent
2026-11-20 | met         |            |            | 330102 2026-05-20..2026-11-20, 331123 2026-07-01..2026-07-31 | one inside the other
2026-11-20 | met         | 2026-11-20 |            | 331123 2026-05-20.., 331123 2026-05-20.. | the same row twice
2026-11-20 | met         |            |            | 331123 2026-09-01.., 330102 2026-05-20..2026-08-31 | rows in no order
2026-11-20 | met         | 2026-11-20 |            | 330102 2026-05-20..2026-06-30, 330203 2026-07-01..2026-07-31, 330302 2026-08-01..2026-09-15, 331123 2026-09-16.. | four counties without a gap
2026-11-20 | cannot-tell | 2026-12-20 | 2026-11-20 | 330102 2026-05-20..2026-06-30, 330203 2026-07-11..2026-08-10, 330302 2026-08-21..2026-09-20, 331123 2026-10-01.. | four counties, three gaps of ten days
2026-11-20 | met         | 2026-11-19 |            | 330102 2026-04-20..2026-06-30, 330203 2026-07-11..2026-08-10, 330302 2026-08-21..2026-09-20, 331123 2026-10-01.. | four counties, three gaps of ten days, thirty days more
2026-11-20 | met         |            |            | 330103 2026-01-01..2026-08-31, 331123 2026-09-01.. | an abolished district of Hangzhou
2026-11-20 | not-met     | 2027-04-01 |            | 330102 2025-01-01..2026-06-30, 320100 2026-07-01..2026-09-30, 331123 2026-10-01.. | three months outside Zhejiang in between
2026-11-20 | met         |            |            | 330102 2025-01-01..2026-06-30, 320100 2026-07-01..2026-07-05, 331123 2026-07-06.. | five days outside Zhejiang in between
`);

/** One gap in August, far from any festival; the earlier registration is long. */
export const GAPS = table(`
2026-11-20 | met         |            |            | 330102 2026-01-05..2026-08-30, 331123 2026-09-01.. | a gap of 1
2026-11-20 | met         |            |            | 330102 2026-01-05..2026-08-21, 331123 2026-09-01.. | a gap of 10
2026-11-20 | cannot-tell | 2027-03-01 | 2026-07-05 | 330102 2026-01-05..2026-08-20, 331123 2026-09-01.. | a gap of 11
2026-11-20 | cannot-tell | 2027-03-01 |            | 330102 2026-01-05..2026-08-01, 331123 2026-09-01.. | a gap of 30
2026-11-20 | not-met     | 2027-03-01 |            | 330102 2026-01-05..2026-07-31, 331123 2026-09-01.. | a gap of 31
2026-11-20 | not-met     | 2027-03-01 |            | 330102 2026-01-05..2026-07-02, 331123 2026-09-01.. | a gap of 60
2026-11-20 | not-met     | 2027-03-01 |            | 330102 2026-01-05..2026-07-01, 331123 2026-09-01.. | a gap of 61
2026-11-20 | cannot-tell | 2027-02-21 |            | 330102 2025-06-01..2026-05-31, 330203 2026-06-21..2026-07-31, 331123 2026-08-21.. | two gaps of 20
2026-11-20 | met         |            |            | 330102 2025-01-01..2025-06-30, 331123 2025-07-21.. | a gap of 20 before enough
2026-11-20 | met         |            |            | 330102 2020-01-01..2020-12-31, 331123 2026-05-20.. | years of absence before enough
2026-11-20 | not-met     | 2027-02-17 | 2027-01-01 | 330102 2026-07-01..2026-08-01, 331123 2026-08-17.. | a gap of 15 and too short even so
2026-11-20 | not-met     | 2027-02-17 | 2026-12-01 | 330102 2024-01-01..2025-12-31, 330203 2026-06-01..2026-08-01, 331123 2026-08-17.. | a gap of 15 after a broken chain
`);

/** The months are full, yet not all their days were registered. */
export const POSTPONED = table(`
2026-11-20 | cannot-tell | 2026-11-21 | 2026-11-20 | 330102 2026-05-20..2026-06-30, 331123 2026-07-02.. | a gap of 1, on the day
2026-11-21 | met         | 2026-11-21 |            | 330102 2026-05-20..2026-06-30, 331123 2026-07-02.. | a gap of 1, a day later
2026-11-29 | cannot-tell | 2026-11-30 |            | 330102 2026-05-20..2026-06-30, 331123 2026-07-11.. | a gap of 10, nine days later
2026-11-30 | met         | 2026-11-30 |            | 330102 2026-05-20..2026-06-30, 331123 2026-07-11.. | a gap of 10, ten days later
2026-11-19 | not-met     | 2026-11-30 | 2026-11-20 | 330102 2026-05-20..2026-06-30, 331123 2026-07-11.. | a gap of 10, a day early
2026-02-28 | met         | 2026-02-28 |            | 330102 2025-08-20..2025-08-20, 331123 2025-08-31.. | a bridged day that would only harm
`);

/** Gaps about the Spring Festival (2026: 15 to 23 February). */
export const FESTIVE = table(`
2026-06-10 | met         |            |            | 330102 2025-06-01..2026-02-18, 331123 2026-03-01.. | 10 days over the festival
2026-06-10 | cannot-tell | 2026-09-01 |            | 330102 2025-06-01..2026-02-17, 331123 2026-03-01.. | 11 days over the festival
2026-06-10 | cannot-tell | 2026-09-01 |            | 330102 2025-06-01..2026-01-29, 331123 2026-03-01.. | 30 days over the festival
2026-06-10 | cannot-tell | 2026-09-01 |            | 330102 2025-06-01..2026-01-28, 331123 2026-03-01.. | 31 days over the festival
2026-06-10 | cannot-tell | 2026-09-01 |            | 330102 2025-06-01..2025-12-30, 331123 2026-03-01.. | 60 days over the festival
2026-06-10 | not-met     | 2026-09-01 |            | 330102 2025-06-01..2025-12-29, 331123 2026-03-01.. | 61 days over the festival
2026-06-10 | cannot-tell | 2026-08-16 |            | 330102 2025-06-01..2026-01-15, 331123 2026-02-16.. | 31 days up to its first day
2026-06-10 | not-met     | 2026-08-15 |            | 330102 2025-06-01..2026-01-14, 331123 2026-02-15.. | 31 days up to its eve
2026-06-10 | cannot-tell | 2026-09-26 |            | 330102 2025-06-01..2026-02-22, 331123 2026-03-26.. | 31 days from its last day
2026-06-10 | not-met     | 2026-09-27 |            | 330102 2025-06-01..2026-02-23, 331123 2026-03-27.. | 31 days from the day after
2027-06-10 | cannot-tell | 2027-09-01 |            | 330102 2026-06-01..2027-01-28, 331123 2027-03-01.. | 31 days over an unpublished festival
2027-06-10 | not-met     | 2027-09-01 |            | 330102 2026-06-01..2026-12-29, 331123 2027-03-01.. | 61 days over an unpublished festival
2027-11-20 | not-met     | 2028-03-01 |            | 330102 2027-01-05..2027-07-31, 331123 2027-09-01.. | 31 summer days of an unpublished year
`);

/** Month ends and leap days (Civil Code, art. 202). */
export const MONTH_ENDS = table(`
2026-02-28 | met         | 2026-02-28 |            | 331123 2025-08-31.. | 31 August to 28 February
2026-02-27 | not-met     | 2026-02-28 |            | 331123 2025-08-31.. | 31 August to 27 February
2024-02-29 | met         | 2024-02-29 |            | 331123 2023-08-29.. | 29 August to a leap day
2024-02-28 | not-met     | 2024-02-29 |            | 331123 2023-08-29.. | 29 August to the day before
2024-02-29 | met         | 2024-02-29 |            | 331123 2023-08-31.. | 31 August to a leap day
2024-08-29 | met         | 2024-08-29 |            | 331123 2024-02-29.. | a leap day to 29 August
2024-08-28 | not-met     | 2024-08-29 |            | 331123 2024-02-29.. | a leap day to 28 August
2026-06-30 | met         | 2026-06-30 |            | 331123 2025-12-31.. | 31 December to 30 June
2026-09-30 | met         | 2026-09-30 |            | 331123 2026-03-31.. | 31 March to 30 September
2026-09-29 | not-met     | 2026-09-30 |            | 331123 2026-03-31.. | 31 March to 29 September
2026-04-30 | met         | 2026-04-30 |            | 331123 2025-10-31.. | 31 October to 30 April
2024-06-01 | met         |            |            | 330102 2023-06-01..2024-02-19, 331123 2024-03-01.. | a gap of 10 that ends on a leap day
2024-06-01 | cannot-tell | 2024-09-01 |            | 330102 2023-06-01..2024-02-18, 331123 2024-03-01.. | a gap of 11 that ends on a leap day
`);
