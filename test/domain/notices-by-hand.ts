/**
 * A second table of rest days, typed from the texts of the four notices as month.day ranges, and a second way to count:
 * a boolean per day of the span, in plain integers. Shares nothing with the product but the facts.
 */
const OFF: Readonly<Record<number, string>> = {
  2023: '1.1-1.2 1.21-1.27 4.5-4.5 4.29-5.3 6.22-6.24 9.29-10.6',
  2024: '1.1-1.1 2.10-2.17 4.4-4.6 5.1-5.5 6.10-6.10 9.15-9.17 10.1-10.7',
  2025: '1.1-1.1 1.28-2.4 4.4-4.6 5.1-5.5 5.31-6.2 10.1-10.8',
  2026: '1.1-1.3 2.15-2.23 4.4-4.6 5.1-5.5 6.19-6.21 9.25-9.27 10.1-10.7',
};
const WORK: Readonly<Record<number, string>> = {
  2023: '1.28 1.29 4.23 5.6 6.25 10.7 10.8',
  2024: '2.4 2.18 4.7 4.28 5.11 9.14 9.29 10.12',
  2025: '1.26 2.8 4.27 9.28 10.11',
  2026: '1.4 2.14 2.28 5.9 9.20 10.10',
};

const FIRST = Date.UTC(2023, 0, 1) / 86_400_000;
const SPAN = 365 + 366 + 365 + 365;

/** Day number in the span, 0 = 2023-01-01, from `month.day` of a year. */
function indexOf(year: number, monthAndDay: string): number {
  const [month = 0, day = 0] = monthAndDay.split('.').map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000 - FIRST;
}

function build(): boolean[] {
  // 2023-01-01 was a Sunday, so remainders 0 and 6 are the weekend.
  const works = Array.from({ length: SPAN }, (_, index) => index % 7 !== 0 && index % 7 !== 6);
  for (const year of [2023, 2024, 2025, 2026]) {
    for (const range of (OFF[year] ?? '').split(' ')) {
      const [from = '', to = ''] = range.split('-');
      works.fill(false, indexOf(year, from), indexOf(year, to) + 1);
    }
    for (const day of (WORK[year] ?? '').split(' ')) works[indexOf(year, day)] = true;
  }
  return works;
}

/** One entry a day from 2023-01-01 to 2026-12-31: whether offices work. */
export const WORKS_BY_HAND: readonly boolean[] = build();

/** The day with this number, YYYY-MM-DD. */
export function dayByNumber(index: number): string {
  return new Date((FIRST + index) * 86_400_000).toISOString().slice(0, 10);
}

/** Number of the n-th working day after day `index`; undefined when the table ends before it. */
export function nthWorkingDayAfter(index: number, n: number): number | undefined {
  const working = WORKS_BY_HAND.flatMap((works, candidate) =>
    works && candidate > index ? [candidate] : [],
  );
  return working[n - 1];
}
