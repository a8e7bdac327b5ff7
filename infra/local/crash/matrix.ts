import * as z from 'zod';
import { instantAt, addDays, dayOf, toInstant, weekdayOf } from '../../../functions/domain/instant.ts';
import { JOURNEYS, travel, type Expected, type JourneyName } from './journeys.ts';
import { send } from './patient-client.ts';
import { Subject } from './subject.ts';
import { JOURNEY_NAMES, type Recording, type Trial } from './trials.ts';
import { awaitEndings, judge, type Verdict } from './verdict.ts';

/** One line of the report. */
export interface Line {
  readonly point: string;
  readonly when: string;
  readonly ending: string;
  readonly ok: boolean;
  readonly journey?: JourneyName;
  readonly nth?: number;
  /** False where the process never came by the place, although it did when it was recorded. */
  readonly reached?: boolean;
  readonly unknown?: readonly string[];
  readonly lost?: readonly string[];
  readonly duplicated?: readonly string[];
}

const MONDAY = '2026-03-02T09:00:00+08:00';
const PEOPLE = 60;
/** After so many Mondays there are holidays on the way. */
const MOST_MONDAYS = 5;
const Clock = z.object({ now: z.string() });

/** A subject that is replaced before its people, or its ordinary weeks, run out. */
export class Bench {
  #subject: Subject | undefined;
  #people = 0;
  #mondays = 0;

  /** Goes through every journey, on a process that has just started and on one that has run. */
  async record(): Promise<Recording[]> {
    const recordings: Recording[] = [];
    for (const journey of JOURNEY_NAMES) {
      const counted: Readonly<Record<string, number>>[] = [];
      for (const cold of [true, false]) {
        const { subject, n } = await this.#turn(journey);
        if (cold) await subject.kill();
        await subject.arm();
        const expected = await travel(JOURNEYS[journey]({ subject, n }));
        await awaitEndings(subject, [expected]);
        counted.push(await subject.counts());
      }
      recordings.push({ journey, cold: counted[0] ?? {}, warm: counted[1] ?? {} });
    }
    return recordings;
  }

  /** Kills at that place, lets the client and the machine finish, and judges what is left. */
  async attempt(trial: Trial): Promise<Line> {
    try {
      const warm = trial.cold ? undefined : await this.#once(trial, false);
      // A place that was not passed this time may need a process that knows nothing yet.
      return warm?.reached ? warm : await this.#once(trial, true);
    } catch (error) {
      await this.close();
      const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { ...nameOf(trial), ending: 'none', ok: false, lost: [words] };
    }
  }

  async close(): Promise<void> {
    await this.#subject?.stop();
    this.#subject = undefined;
  }

  async #once(trial: Trial, cold: boolean): Promise<Line> {
    const { subject, n } = await this.#turn(trial.journey);
    if (cold) await subject.kill();
    const { point, nth, when } = trial;
    const deaths = subject.deaths;
    await subject.arm({ point, nth, when });
    const expected = await travel(JOURNEYS[trial.journey]({ subject, n }));
    await awaitEndings(subject, [expected]);
    const reached = subject.deaths > deaths;
    const openClaims = reached ? ((await subject.kills()).at(-1)?.openClaims ?? []) : [];
    const [verdict] = await judge(subject, [expected]);
    return { ...nameOf(trial), ...told(verdict, expected, openClaims), reached };
  }

  async #turn(journey: JourneyName): Promise<{ subject: Subject; n: number }> {
    const worn = this.#people >= PEOPLE || (journey === 'escalated' && this.#mondays >= MOST_MONDAYS);
    if (worn) await this.close();
    if (!this.#subject) {
      this.#subject = await Subject.start({ crowd: PEOPLE, startAt: MONDAY });
      this.#people = 0;
      this.#mondays = 0;
    }
    if (journey === 'escalated') {
      if (this.#mondays > 0) await toNextMonday(this.#subject);
      this.#mondays += 1;
    }
    this.#people += 1;
    return { subject: this.#subject, n: this.#people - 1 };
  }
}

async function toNextMonday(subject: Subject): Promise<void> {
  const { now } = Clock.parse(await send(subject, '/_local/clock', { method: 'GET' }));
  const today = dayOf(toInstant(Date.parse(now)));
  const monday = addDays(today, 8 - weekdayOf(today));
  await send(subject, '/_local/clock', { method: 'POST', body: { now: instantAt(monday, '09:00') } });
}

function nameOf({ journey, point, nth, when }: Trial): Pick<Line, 'journey' | 'point' | 'nth' | 'when'> {
  return { point, when, journey, nth };
}

function told(
  verdict: Verdict | undefined,
  { caseId }: Expected,
  openClaims: readonly string[],
): Pick<Line, 'ending' | 'ok' | 'unknown' | 'lost' | 'duplicated'> {
  const { ending = 'none', lost = ['verdict'], duplicated = [], unknown = [] } = verdict ?? {};
  const baseless = unknown.filter((event) => !openClaims.includes(`CASE#${caseId} MESSAGE#${event}`));
  const missing = [...lost, ...baseless.map((event) => `message ${event} is unknown without need`)];
  return {
    ending,
    ok: missing.length === 0 && duplicated.length === 0,
    ...(unknown.length > 0 && { unknown }),
    ...(missing.length > 0 && { lost: missing }),
    ...(duplicated.length > 0 && { duplicated }),
  };
}
