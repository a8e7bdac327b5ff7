import { setTimeout as wait } from 'node:timers/promises';
import { JOURNEYS, travel, type Expected, type JourneyName, type Occasion } from './journeys.ts';
import type { Line } from './matrix.ts';
import { Subject } from './subject.ts';
import { awaitEndings, judge } from './verdict.ts';

const STARTS_AT = '2026-03-02T09:00:00+08:00';
const MIX: readonly JourneyName[] = ['online', 'window', 'corrected', 'refused', 'online'];
const TEAMS = [
  { acceptance: 'acceptor-1', review: 'reviewer-1', approval: 'approver-1' },
  { acceptance: 'acceptor-2', review: 'reviewer-2', approval: 'approver-2' },
] as const;
const SHORTEST_LIFE_MILLIS = 400;
const LONGEST_LIFE_MILLIS = 2_400;

/**
 * Many cases in flight at once, and a kill from outside at several instants that the seed draws.
 * @returns one line a case, and how often the process died
 */
export async function storm(options: {
  readonly cases: number;
  readonly kills: number;
  readonly seed: number;
}): Promise<{ readonly lines: Line[]; readonly kills: number }> {
  const subject = await Subject.start({ crowd: options.cases, startAt: STARTS_AT });
  try {
    let running = true;
    const killing = killAtRandom(subject, options, () => running);
    const driven = await Promise.allSettled(
      Array.from({ length: options.cases }, (_, n) =>
        drive({ subject, n, officers: TEAMS[n % 2] ?? TEAMS[0] }),
      ),
    );
    running = false;
    await killing;
    const expected = driven.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failed = driven.flatMap((one) => (one.status === 'rejected' ? [failure(one.reason)] : []));
    await awaitEndings(subject, expected);
    const verdicts = await judge(subject, expected);
    const lines = verdicts.map(({ ending, lost, duplicated, unknown }, place): Line => {
      const ok = lost.length === 0 && duplicated.length === 0;
      const journey = expected[place]?.journey;
      return { ...NAME, ...(journey && { journey }), ending, ok, ...filled({ lost, duplicated, unknown }) };
    });
    return { lines: [...lines, ...failed], kills: subject.deaths };
  } finally {
    await subject.stop();
  }
}

const NAME = { point: 'any instant', when: 'in flight' } as const;

function failure(reason: unknown): Line {
  const words = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  return { ...NAME, ending: 'none', ok: false, lost: [words] };
}

function filled(lists: Readonly<Record<'lost' | 'duplicated' | 'unknown', readonly string[]>>): object {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

function drive(occasion: Occasion): Promise<Expected> {
  return travel(JOURNEYS[MIX[occasion.n % MIX.length] ?? 'online'](occasion));
}

async function killAtRandom(
  subject: Subject,
  { kills, seed }: { kills: number; seed: number },
  isRunning: () => boolean,
): Promise<void> {
  const random = seeded(seed);
  for (let done = 0; done < kills; done += 1) {
    await subject.up();
    await wait(SHORTEST_LIFE_MILLIS + random() * (LONGEST_LIFE_MILLIS - SHORTEST_LIFE_MILLIS));
    if (!isRunning()) return;
    await subject.kill();
  }
}

/** Mulberry32: the same numbers for the same seed, 0 ≤ x < 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
