import { addDays, instantAt, type Day } from '../../../functions/domain/instant.ts';
import { JOURNEYS, type Course, type Expected, type JourneyName } from './journeys.ts';
import { send } from './patient-client.ts';
import { Subject } from './subject.ts';
import { awaitEndings, judge, type Verdict } from './verdict.ts';
import { alarmsOf } from './alarms-of.ts';

/** What one day of a county came to. */
export interface CountyDay {
  readonly cases: number;
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  /** Alarms of the law that were raised though everybody worked in time. */
  readonly breaches: readonly string[];
  /** Cases whose province part is on the reconcile list. */
  readonly deferred: number;
  readonly unknownMessages: number;
  readonly crashes: number;
  readonly endings: Readonly<Record<string, number>>;
  readonly warm: Usage;
  readonly end: Usage;
}
type Usage = Awaited<ReturnType<Subject['usage']>>;

const MONDAY: Day = '2026-03-02';
/** Ten minutes each, from the opening at 08:30 to the close at 17:30. */
const SLOTS_A_DAY = 54;
const SLOT_MILLIS = 10 * 60_000;
const LAST_ARRIVAL = 48;
/** 10:30 to 11:30. */
const OUTAGE = { from: 12, to: 18 } as const;
const PROVINCE = ['pushLicence', 'cancelPermit', 'populationFacts', 'queryLicence'].map(
  (name) => `province ${name}`,
);
/** 12:40, in the middle of the work of that slot. */
const CRASH_SLOT = 25;
const WARM_SLOT = 30;
/** So many calls of the people outside at one moment. */
const AT_ONCE = 8;
/** Acceptors, reviewers and approvers: each case has three of the six. */
const TEAMS = [
  { acceptance: 'acceptor-1', review: 'reviewer-1', approval: 'approver-1' },
  { acceptance: 'acceptor-2', review: 'reviewer-2', approval: 'approver-2' },
] as const;

/**
 * One day of a county on the virtual clock: people come all day, online and at the window, six officers work what is
 * there, the province is down for an hour, and the process is killed once in the middle of its work.
 * @param cases how many people come
 */
export async function countyDay(cases: number): Promise<CountyDay> {
  const subject = await Subject.start({ crowd: cases, startAt: timeOf(0) });
  try {
    const expected: Expected[] = [];
    let open = arrivals(subject, cases);
    let warm: Usage | undefined;
    for (let slot = 0; open.length > 0; slot += 1) {
      await send(subject, '/_local/clock', { method: 'POST', body: { now: timeOf(slot) } });
      if (slot === OUTAGE.from) await subject.silence(PROVINCE);
      if (slot === OUTAGE.to) await subject.silence([]);
      const due = open.filter((one) => one.slot <= slot);
      const work = inTurn(due, async (one) => {
        const step = await one.course.next();
        if (step.done) expected.push(step.value);
        else one.slot = slot + 1 + (one.n % 3);
        one.over = step.done === true;
      });
      if (slot === CRASH_SLOT) await subject.kill();
      await work;
      if (slot === WARM_SLOT) warm = await subject.usage();
      open = open.filter(({ over }) => !over);
    }
    await send(subject, '/_local/clock', { method: 'POST', body: { advance: 'PT2H' } });
    await awaitEndings(subject, expected);
    const end = await subject.usage();
    const verdicts = await judge(subject, expected, { mayDefer: true });
    const breaches = await alarmsOf(subject, expected);
    return { ...summary(verdicts), cases, breaches, crashes: subject.deaths, warm: warm ?? end, end };
  } finally {
    await subject.stop();
  }
}

interface Open {
  readonly n: number;
  readonly course: Course;
  /** When somebody acts next. */
  slot: number;
  over: boolean;
}

function arrivals(subject: Subject, cases: number): Open[] {
  return Array.from({ length: cases }, (_, n) => {
    const slot = Math.floor((n * LAST_ARRIVAL) / cases);
    const officers = TEAMS[n % 2] ?? TEAMS[0];
    return { n, slot, over: false, course: JOURNEYS[journeyOf(n, slot)]({ subject, n, officers }) };
  });
}

/**
 * Four in ten at the window, one in ten corrected, one in ten refused. While the province is down, whom only it can refuse
 * does not come, and nobody is accepted at the counter at once: whether the officer is a relative cannot be told.
 */
function journeyOf(n: number, slot: number): JourneyName {
  const kind = n % 10;
  const isUp = slot < OUTAGE.from - 1 || slot > OUTAGE.to;
  if (kind < 4 && isUp) return 'window';
  if (kind === 4) return 'corrected';
  return kind === 5 && isUp ? 'refused' : 'online';
}

/** The instant of a slot of the working day, and of those after it. */
function timeOf(slot: number): string {
  const day = addDays(MONDAY, Math.floor(slot / SLOTS_A_DAY));
  const opening = Date.parse(instantAt(day, '08:30'));
  return new Date(opening + (slot % SLOTS_A_DAY) * SLOT_MILLIS).toISOString();
}

async function inTurn<T>(list: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...list];
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function summary(verdicts: readonly Verdict[]) {
  const endings: Record<string, number> = {};
  for (const { ending } of verdicts) endings[ending] = (endings[ending] ?? 0) + 1;
  return {
    lost: verdicts.flatMap(({ lost }) => lost),
    duplicated: verdicts.flatMap(({ duplicated }) => duplicated),
    deferred: verdicts.filter(({ deferred }) => deferred).length,
    unknownMessages: verdicts.reduce((sum, { unknown }) => sum + unknown.length, 0),
    endings,
  };
}
