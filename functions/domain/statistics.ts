import { csvOf, type Cell } from './csv.ts';
import type { Day } from './instant.ts';
import { OVERDUE_REASONS } from './overdue.ts';
import { REASONS } from './refusal-reasons.ts';
import { HOURS, sumOf, type Counts } from './statistics-count.ts';

/** The counters of one day. */
export interface DayCounts {
  readonly day: Day;
  readonly counts: Counts;
}

/** The figures of a period. Sums of kept counters; no case and no person is named. */
export interface Statistics {
  readonly received: { readonly total: number; readonly online: number; readonly window: number };
  readonly types: Readonly<Record<string, number>>;
  /** An application may name several grounds. */
  readonly grounds: Readonly<Record<string, number>>;
  readonly accepted: number;
  /** Of those, by the lapse of five working days. */
  readonly deemedAccepted: number;
  readonly correctionsAsked: number;
  readonly corrected: number;
  readonly endings: Readonly<Record<'issued' | 'refused' | 'notAccepted' | 'lapsed' | 'withdrawn', number>>;
  /** Issued and refused cases. `unknown` where the calendar of the year was not published. */
  readonly limit: { readonly inTime: number; readonly late: number; readonly unknown: number };
  readonly overdueReasons: Readonly<Record<string, number>>;
  /** Reasons of corrections, non-acceptances and refusals, by code. */
  readonly reasons: Readonly<Record<string, number>>;
  /** From acceptance to issue or refusal; `upTo` in natural hours, null for what took longer. */
  readonly hoursToDecision: readonly { readonly upTo: number | null; readonly cases: number }[];
  /** Of the answers first given at the window, how many sent nobody home for more; `rate` null before the first. */
  readonly singleVisit: { readonly answered: number; readonly once: number; readonly rate: number | null };
  readonly permits: Readonly<Record<'suspended' | 'restored' | 'revoked', number>>;
}

/** The figures of the days together. @see docs/rules.md#statistics */
export function statisticsOf(days: readonly DayCounts[]): Statistics {
  const counts = sumOf(days.map((one) => one.counts));
  const of = (name: string): number => counts[name] ?? 0;
  const answered = of('window_answered');
  return {
    received: { total: of('received'), online: of('received_online'), window: of('received_window') },
    types: named(counts, 'type_'),
    grounds: named(counts, 'ground_'),
    accepted: of('accepted'),
    deemedAccepted: of('deemedAccepted'),
    correctionsAsked: of('correctionAsked'),
    corrected: of('corrected'),
    endings: {
      issued: of('issued'),
      refused: of('refused'),
      notAccepted: of('notAccepted'),
      lapsed: of('lapsed'),
      withdrawn: of('withdrawn'),
    },
    limit: { inTime: of('inTime'), late: of('late'), unknown: of('timeUnknown') },
    overdueReasons: named(counts, 'overdue_'),
    reasons: named(counts, 'reason_'),
    hoursToDecision: [...HOURS, null].map((upTo) => ({ upTo, cases: of(`hours_${upTo ?? 'more'}`) })),
    singleVisit: {
      answered,
      once: of('window_oneVisit'),
      rate: answered === 0 ? null : of('window_oneVisit') / answered,
    },
    permits: {
      suspended: of('permit_suspend'),
      restored: of('permit_restore'),
      revoked: of('permit_revoke'),
    },
  };
}

/** Columns of the table, in its order: counter and heading. The reasons follow, by code. */
const COLUMNS: readonly (readonly [counter: string, heading: string])[] = [
  ['received', '收到'],
  ['received_online', '在线'],
  ['received_window', '窗口'],
  ['type_EXISTING_PERMIT', '现有证件互认'],
  ['type_REGISTRATION_TIME', '居住登记时间互认'],
  ['ground_employment', '合法稳定就业'],
  ['ground_residence', '合法稳定住所'],
  ['ground_schooling', '连续就读'],
  ['accepted', '受理'],
  ['deemedAccepted', '视为受理'],
  ['correctionAsked', '要求补正'],
  ['corrected', '已补正'],
  ['issued', '签发'],
  ['refused', '不予互认'],
  ['notAccepted', '不予受理'],
  ['lapsed', '逾期终止'],
  ['withdrawn', '撤回'],
  ['inTime', '按期办结'],
  ['late', '超期办结'],
  ['timeUnknown', '期限未定'],
  ...HOURS.map((hours) => [`hours_${hours}`, `办理${hours}小时以内`] as const),
  ['hours_more', '办理时间更长'],
  ['window_answered', '窗口首次答复'],
  ['window_oneVisit', '窗口一次办成'],
];

/** The days as a table for a spreadsheet, one line a day and the sum last. Every kept counter has its column. */
export function statisticsCsv(days: readonly DayCounts[]): string {
  const total = sumOf(days.map(({ counts }) => counts));
  const fixed = new Set(COLUMNS.map(([counter]) => counter));
  const others = Object.keys(total).filter((counter) => !fixed.has(counter));
  const counters = [...fixed, ...others.toSorted()];
  const line = (first: string, counts: Counts): Cell[] => [
    first,
    ...counters.map((name) => counts[name] ?? 0),
  ];
  return csvOf([
    ['日期', ...COLUMNS.map(([, heading]) => heading), ...others.toSorted().map(headingOf)],
    ...days.map(({ day, counts }) => line(day, counts)),
    line('合计', total),
  ]);
}

/** The heading of a counter that has no fixed column; one that a later release has counted keeps its name. */
function headingOf(counter: string): string {
  const [, kind, code = ''] = /^(reason|overdue|permit)_(.*)$/u.exec(counter) ?? [];
  const words = kind === undefined ? undefined : HEADINGS[kind]?.[code];
  return words ?? counter;
}

/** Of the counters by code. Of a reason the first clause: what is wrong, without what to do about it. */
const HEADINGS: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  reason: Object.fromEntries(
    Object.entries(REASONS).map(([code, { zh }]) => [code, `理由：${/^[^，。]+/u.exec(zh)?.[0] ?? zh}`]),
  ),
  overdue: Object.fromEntries(
    Object.entries(OVERDUE_REASONS).map(([code, { zh }]) => [code, `超期原因：${zh}`]),
  ),
  permit: { suspend: '证照中止', restore: '证照恢复', revoke: '证照撤销' },
};

function named(counts: Counts, prefix: string): Record<string, number> {
  const found = Object.entries(counts).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, count]) => [name.slice(prefix.length), count]));
}
