import { JOURNEYS, type JourneyName } from './journeys.ts';

/** One kill to be tried: on which journey, where, before or after it took effect. */
export interface Trial {
  readonly journey: JourneyName;
  readonly point: string;
  readonly nth: number;
  readonly when: 'before' | 'after';
  /** Passed only by a process that has just started, such as the reading of a key. */
  readonly cold: boolean;
}

/** What a recording run counted on one journey: place → how often it was passed. */
export interface Recording {
  readonly journey: JourneyName;
  readonly cold: Readonly<Record<string, number>>;
  readonly warm: Readonly<Record<string, number>>;
}

/** The names of the journeys, those that need a Monday morning last. */
export const JOURNEY_NAMES = Object.keys(JOURNEYS).filter((name): name is JourneyName => name in JOURNEYS);

/** Every place that was passed, before and after. */
export function allTrials(recordings: readonly Recording[]): Trial[] {
  return recordings.flatMap(({ journey, cold, warm }) => {
    const onlyCold = Object.entries(cold).filter(([point]) => warm[point] === undefined);
    return [...places(journey, Object.entries(warm), false), ...places(journey, onlyCold, true)];
  });
}

/**
 * Every kind of place at least once before and once after it took effect; which passing of which journey is drawn by
 * a hash, always the same.
 */
export function fewTrials(all: readonly Trial[]): Trial[] {
  const kinds = Map.groupBy(all, ({ point, when }) => `${when} ${point}`);
  const drawn = [...kinds].flatMap(([kind, trials]) => trials[hash(kind) % trials.length] ?? []);
  const order = new Map(JOURNEY_NAMES.map((name, place) => [name, place]));
  return drawn.toSorted((a, b) => (order.get(a.journey) ?? 0) - (order.get(b.journey) ?? 0));
}

function places(
  journey: JourneyName,
  counts: readonly (readonly [point: string, count: number])[],
  cold: boolean,
): Trial[] {
  return counts.flatMap(([point, count]) =>
    Array.from({ length: count }, (_, place) => place + 1).flatMap((nth) =>
      (['before', 'after'] as const).map((when) => ({ journey, point, nth, when, cold })),
    ),
  );
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
