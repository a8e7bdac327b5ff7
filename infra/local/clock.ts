import { toInstant, toMillis, type Instant } from '../../functions/domain/instant.ts';
import { durationMillis } from './iso-duration.ts';
import { readIfPresent, writeFileDurably } from './store.ts';
import { Turns } from './turns.ts';
import type { BusinessClock, TimerSource } from './timers.ts';

/** `ticking` runs with real time, at an offset; `frozen` moves only when it is set or advanced. */
export type ClockMode = 'ticking' | 'frozen';

/** Kept across restarts: an offset to real time, or the instant at which the clock stands. */
type Reading = { readonly offsetMillis: number } | { readonly frozenAtMillis: number };

/** Node fires a timer at once when its delay exceeds 31 bits, so long waits are cut into pieces. */
const LONGEST_TIMER_MILLIS = 2 ** 30;
const RETRY_AFTER_FAULT_MILLIS = 1_000;
const MOST_ROUNDS_AT_ONE_INSTANT = 10_000;

/**
 * Opens the business clock of one data directory.
 * @param options.file where the reading is kept
 * @param options.startAt instant of the very first start; later starts go on from the kept reading. @default real time
 * @throws RangeError when `startAt` is no instant
 */
export async function openClock(options: {
  file: string;
  mode: ClockMode;
  startAt?: string;
}): Promise<VirtualClock> {
  const text = await readIfPresent(options.file);
  const kept = text === undefined ? undefined : (JSON.parse(text) as Reading);
  const startMillis = options.startAt === undefined ? Date.now() : toMillis(options.startAt);
  const nowMillis = kept === undefined ? startMillis : millisOf(kept);
  const clock = new VirtualClock(options.file, options.mode, nowMillis);
  // A reading that is still right is not written again: another process may hold the directory.
  const ticks = kept !== undefined && 'offsetMillis' in kept;
  if (kept === undefined || ticks !== (options.mode === 'ticking')) await clock.keep();
  return clock;
}

function millisOf(reading: Reading): number {
  return 'offsetMillis' in reading ? Date.now() + reading.offsetMillis : reading.frozenAtMillis;
}

/** Business time of the embedded cloud, with the timers that hang on it. Made by `openClock`. */
export class VirtualClock implements BusinessClock {
  readonly mode: ClockMode;
  readonly #file: string;
  readonly #sources: TimerSource[] = [];
  #reading: Reading;
  #latestMillis: number;
  /** While timers are being carried out by `set` or `advance`, time stands still between due times. */
  #travelling = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #turns = new Turns();
  #closed = false;

  constructor(file: string, mode: ClockMode, nowMillis: number) {
    this.#file = file;
    this.mode = mode;
    this.#latestMillis = nowMillis;
    this.#reading = this.#readingAt(nowMillis);
  }

  nowMillis(): number {
    // Real time may be set back under us; business time is not.
    this.#latestMillis = Math.max(this.#latestMillis, millisOf(this.#reading));
    return this.#latestMillis;
  }

  /** The present instant, written with the county's offset. */
  now(): Instant {
    return toInstant(this.nowMillis());
  }

  /** What is due already is carried out soon, also on a frozen clock. */
  register(source: TimerSource): void {
    this.#sources.push(source);
    this.rearm();
  }

  rearm(): void {
    clearTimeout(this.#timer);
    if (this.#travelling || this.#closed) return;
    const dueAt = nextDueOf(this.#sources);
    if (dueAt === undefined) return;
    const waitMillis = dueAt - this.nowMillis();
    if (waitMillis > 0 && this.mode === 'frozen') return;
    this.#arm(Math.min(Math.max(waitMillis, 0), LONGEST_TIMER_MILLIS));
  }

  /**
   * Moves forward to the instant, stopping at every due time until all sources are idle.
   * Resolves when the clock shows the instant and nothing is running.
   * @throws RangeError when the instant lies in the past or is none
   */
  set(instant: string): Promise<void> {
    const target = toMillis(instant);
    return this.#turns.take(() => this.#travel(target));
  }

  /** Moves forward by a length of time, as `set`. @param duration ISO 8601, such as `P1DT2H` @throws RangeError */
  advance(duration: string): Promise<void> {
    const millis = durationMillis(duration);
    return this.#turns.take(() => this.#travel(this.nowMillis() + millis));
  }

  /** Writes the reading to the file. */
  async keep(): Promise<void> {
    await writeFileDurably(this.#file, JSON.stringify(this.#reading));
  }

  /** No timer fires any more; waits for the move under way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#turns.over();
  }

  async #travel(target: number): Promise<void> {
    const from = this.nowMillis();
    if (target < from) {
      throw new RangeError(
        `The clock only moves forward: it is ${toInstant(from)}, asked for ${toInstant(target)}`,
      );
    }
    this.#travelling = true;
    try {
      this.#reading = { frozenAtMillis: from };
      await this.#settle();
      await this.#carryOut(
        this.#sources.filter(({ coalesces }) => !coalesces),
        target,
      );
      await this.#moveTo(target);
      await this.#carryOut(this.#sources, target);
    } finally {
      this.#reading = this.#readingAt(this.nowMillis());
      await this.keep();
      this.#travelling = false;
      this.rearm();
    }
  }

  async #carryOut(sources: readonly TimerSource[], target: number): Promise<void> {
    let rounds = 0;
    for (let due = nextDueOf(sources); due !== undefined && due <= target; due = nextDueOf(sources)) {
      rounds = due > this.nowMillis() ? 0 : rounds + 1;
      if (rounds > MOST_ROUNDS_AT_ONE_INSTANT)
        throw new Error(`Timers at ${this.now()} never come to an end`);
      await this.#moveTo(due);
      await this.#fireDue(sources);
      await this.#settle();
    }
  }

  /** The new time is on the disk before anything happens at it. */
  async #moveTo(millis: number): Promise<void> {
    if (millis <= this.nowMillis()) return;
    this.#reading = { frozenAtMillis: millis };
    await this.keep();
  }

  async #settle(): Promise<void> {
    // Twice: what a later source does may have given an earlier one new work.
    for (const source of [...this.#sources, ...this.#sources]) await source.idle();
  }

  #arm(waitMillis: number): void {
    this.#timer = setTimeout(() => void this.#fireByTimer(), waitMillis);
    this.#timer.unref();
  }

  async #fireByTimer(): Promise<void> {
    try {
      await this.#turns.take(async () => {
        if (!this.#closed) await this.#fireDue();
      });
      this.rearm();
    } catch (error) {
      console.error('A timer of the embedded cloud failed and is tried again', error);
      if (!this.#closed) this.#arm(RETRY_AFTER_FAULT_MILLIS);
    }
  }

  async #fireDue(sources: readonly TimerSource[] = this.#sources): Promise<void> {
    const now = this.nowMillis();
    const due = sources.filter((source) => (source.nextDueAt() ?? Infinity) <= now);
    for (const source of due) await source.fireDue(now);
  }

  #readingAt(millis: number): Reading {
    return this.mode === 'frozen' ? { frozenAtMillis: millis } : { offsetMillis: millis - Date.now() };
  }
}

function nextDueOf(sources: readonly TimerSource[]): number | undefined {
  const dues = sources.flatMap((source) => source.nextDueAt() ?? []);
  return dues.length === 0 ? undefined : Math.min(...dues);
}
