import {
  editionsUsed,
  nextWorkingDays,
  type Calendar,
  type EditionReference,
  type SkippedDay,
} from './calendar.ts';
import { addDays, dayOf, instantAt, normaliseInstant, type Day, type Instant } from './instant.ts';

/** When the office opens and closes, `HH:MM`, office zone; the county's data says it. @see docs/rules.md#office-hours */
export interface OfficeHours {
  readonly opensAt: string;
  readonly closesAt: string;
}

/** A text a date rests on, and what it settles, in the words of the proof sheet. */
export interface Article {
  readonly law: string;
  readonly article: string;
  readonly settles: string;
}

/** The two-working-day clock with its proof: anyone can recompute it by hand. */
export interface DeadlineProof {
  readonly acceptedAt: Instant;
  readonly acceptedOn: Day;
  /** The days that count: the first and the second, which is `deadlineOn`. */
  readonly workingDays: readonly Day[];
  readonly skipped: readonly SkippedDay[];
  /** Opening of the second working day. */
  readonly warnAt: Instant;
  /** Close of business of the second working day: the county's promise. */
  readonly dueAt: Instant;
  readonly deadlineOn: Day;
  /** The end of that day, exclusive: the next 00:00. From this instant on the law is broken. */
  readonly deadlineAt: Instant;
  readonly calendar: readonly EditionReference[];
  readonly articles: readonly Article[];
}

/** The five-working-day guard of acceptance, with its proof. */
export interface AcceptanceProof {
  readonly receivedAt: Instant;
  readonly receivedOn: Day;
  readonly workingDays: readonly Day[];
  readonly skipped: readonly SkippedDay[];
  /** Closes of business of working days 1, 3 and 4. */
  readonly reminders: readonly [Instant, Instant, Instant];
  readonly acceptByOn: Day;
  /** The end of the fifth working day, exclusive: from this instant on the case counts as accepted at receipt. */
  readonly acceptBy: Instant;
  readonly calendar: readonly EditionReference[];
  readonly articles: readonly Article[];
}

const COUNTING: readonly Article[] = [
  { law: '中华人民共和国民法典', article: '第二百零一条', settles: '开始的当日不计入，自下一日开始计算' },
  { law: '中华人民共和国民法典', article: '第二百零三条', settles: '最后一日的截止时间为二十四时' },
  { law: '中华人民共和国行政许可法', article: '第八十二条', settles: '期限以工作日计算，不含法定节假日' },
];
const DEADLINE_ARTICLES: readonly Article[] = [
  {
    law: '本县《浙江省居住证》互认制度改革工作方案',
    article: '四',
    settles: '自受理之日起2个工作日内办结',
  },
  ...COUNTING,
];
const ACCEPTANCE_ARTICLES: readonly Article[] = [
  {
    law: '中华人民共和国行政许可法',
    article: '第三十二条第一款第四项',
    settles: '五日内一次告知需补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理',
  },
  ...COUNTING,
];

/**
 * The end of the second working day after acceptance. The day of acceptance never counts, rest day or not.
 * @param acceptedAt any instant with an offset
 * @throws RuleError CALENDAR_NOT_PUBLISHED {year} when a day of the count has no edition
 * @throws RangeError when `acceptedAt` is no instant
 * @see docs/rules.md#deadline
 */
export function deadlineOf(calendar: Calendar, acceptedAt: string, office: OfficeHours): DeadlineProof {
  const acceptedOn = dayOf(acceptedAt);
  const { days, skipped, years } = nextWorkingDays(calendar, acceptedOn, 2);
  const [, deadlineOn = acceptedOn] = days;
  return {
    acceptedAt: normaliseInstant(acceptedAt),
    acceptedOn,
    workingDays: days,
    skipped,
    warnAt: instantAt(deadlineOn, office.opensAt),
    dueAt: instantAt(deadlineOn, office.closesAt),
    deadlineOn,
    deadlineAt: endOf(deadlineOn),
    calendar: editionsUsed(calendar, years),
    articles: DEADLINE_ARTICLES,
  };
}

/**
 * The end of the fifth working day after receipt, by which the office must accept, refuse to, or name every defect.
 * @param receivedAt of the last submission or resubmission; any instant with an offset
 * @throws RuleError CALENDAR_NOT_PUBLISHED {year}
 * @throws RangeError when `receivedAt` is no instant
 * @see docs/rules.md#acceptance-guard
 */
export function acceptByOf(calendar: Calendar, receivedAt: string, office: OfficeHours): AcceptanceProof {
  const receivedOn = dayOf(receivedAt);
  const { days, skipped, years } = nextWorkingDays(calendar, receivedOn, 5);
  const [first = receivedOn, , third = receivedOn, fourth = receivedOn, acceptByOn = receivedOn] = days;
  const closeOf = (day: Day) => instantAt(day, office.closesAt);
  return {
    receivedAt: normaliseInstant(receivedAt),
    receivedOn,
    workingDays: days,
    skipped,
    reminders: [closeOf(first), closeOf(third), closeOf(fourth)],
    acceptByOn,
    acceptBy: endOf(acceptByOn),
    calendar: editionsUsed(calendar, years),
    articles: ACCEPTANCE_ARTICLES,
  };
}

/** The end of a day, exclusive: 00:00 of the next. Needs no calendar, also across the turn of a year. */
export function endOf(day: Day): Instant {
  return instantAt(addDays(day, 1), '00:00');
}
