import * as fc from 'fast-check';
import { Composer } from './compose.ts';
import { Exchanges } from './exchanges.ts';
import { logFaults } from './log-faults.ts';
import { plans } from './plan.ts';
import { Pool } from './pool.ts';
import { startProductUnderTest, type ProductUnderTest } from './product-under-test.ts';
import { Secrets } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { besides, unsure } from './office-stories.ts';
import { atTheWindow, disagreed, issuedLate, tooOften } from './stories.ts';
import { Tally } from './tally.ts';
import { Teller } from './teller.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** How many requests at least; the stories under way are told to their end. */
  readonly requests: number;
  /** After so many the product is set back to its seed, and all begins anew. */
  readonly perRound: number;
}

/** What a run has found. */
export interface FuzzOutcome {
  /** Each defect once, with the shortest request that showed it; empty when nothing is wrong. */
  readonly faults: readonly string[];
  /** Documented successes that were never met. */
  readonly unmet: readonly string[];
  readonly total: number;
  /** Markdown. */
  readonly table: string;
}

/** How many fuzzed requests and stories are under way at once. */
const LANES = 3;
const STORY_LANES = 2;

/** Fuzzes the whole API of a product of its own, which is ended afterwards. */
export async function fuzz({ seed, requests, perRound }: FuzzOptions): Promise<FuzzOutcome> {
  const product = await startProductUnderTest();
  try {
    const tally = new Tally();
    let told = '';
    for (let round = 0; tally.total < requests; round += 1) {
      if (round > 0) await reset(product);
      const sessions = new Sessions(product);
      const secrets = new Secrets(sessions.people);
      const until = Math.min(requests, (round + 1) * perRound);
      await fuzzRound(product, { tally, sessions, secrets, seed: seed + round, until });
      const log = await product.log();
      told += logFaults(log, secrets, sessions.all)
        .map((fault) => `log: ${fault}\n`)
        .join('');
    }
    const faults = [...new Set(told.split('\n').filter(Boolean)), ...tally.faults()];
    return { faults, unmet: tally.unmet(), total: tally.total, table: tally.table() };
  } finally {
    await product.stop();
  }
}

interface Round {
  readonly tally: Tally;
  readonly sessions: Sessions;
  readonly secrets: Secrets;
  readonly seed: number;
  /** How many requests there are to be in all when the round is over. */
  readonly until: number;
}

async function fuzzRound(product: ProductUnderTest, round: Round): Promise<void> {
  const { tally, sessions, secrets, seed, until } = round;
  const pool = new Pool();
  const exchanges = new Exchanges(product.origin, { pool, secrets, tally });
  const composer = new Composer(pool, sessions);
  const teller = new Teller(product.origin, sessions, exchanges);
  await sessions.prepare();
  const many = Math.max(1, until - tally.total);
  const drawn = fc.sample(plans, { seed, numRuns: many }).values();
  const lane = async (): Promise<void> => {
    for (const plan of drawn) {
      if (tally.total >= until) return;
      const composed = await composer.compose(plan);
      await exchanges.send({ operation: plan.operation, ...composed });
    }
  };
  // The first of each kind is told undisturbed, of somebody for whom it comes to its end: so much is certain.
  for (const [n, tell] of FIRST.entries()) await tell(teller, CAST[n] ?? '');
  const goesOn = (): boolean => tally.total < until;
  await Promise.all([
    ...Array.from({ length: STORY_LANES }, (_, n) => tellStories(teller, seed + n * 11, goesOn)),
    ...Array.from({ length: LANES }, lane),
  ]);
}

/** One story after the other, each of another person, as long as it goes on. */
async function tellStories(teller: Teller, first: number, goesOn: () => boolean): Promise<void> {
  const applicants = teller.sessions.holding(['applicant']).map(({ id }) => id);
  for (let n = first; goesOn(); n += 1) {
    const tell = KINDS[n % KINDS.length];
    const person = applicants[(n * 7) % applicants.length];
    if (tell && person !== undefined) await tell(teller, person);
  }
}

/** What can be told while others meddle: a fault that is ordered might hit somebody else. */
const KINDS = [besides, issuedLate, disagreed, atTheWindow, tooOften] as const;
const FIRST = [unsure, ...KINDS] as const;
const CAST = [
  'time-1',
  'permit-2',
  'crowd-permit-0',
  'crowd-permit-1',
  'crowd-time-0',
  'crowd-permit-2',
] as const;

async function reset({ origin }: ProductUnderTest): Promise<void> {
  const response = await fetch(`${origin}/_local/reset`, { method: 'POST', body: '{}' });
  if (!response.ok) throw new Error(`The product cannot be reset: ${await response.text()}`);
}
