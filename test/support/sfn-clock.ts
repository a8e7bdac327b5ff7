import type { BusinessClock, TimerSource } from '../../infra/local/timers.ts';

/** Business time that stands still until it is moved. */
export class StillClock implements BusinessClock {
  #now: number;

  constructor(startsAt = '2026-03-02T09:00:00+08:00') {
    this.#now = Date.parse(startsAt);
  }

  nowMillis(): number {
    return this.#now;
  }

  rearm(): void {
    // Nothing sleeps here: `advance` looks for itself.
  }

  /** Goes to the next due time and fires it; false when nothing is owed. */
  async next(source: TimerSource): Promise<boolean> {
    const dueAt = source.nextDueAt();
    if (dueAt === undefined) return false;
    this.#now = Math.max(this.#now, dueAt);
    await source.fireDue(this.#now);
    return true;
  }

  /** Moves on by so many seconds, due time by due time, waiting until nothing runs at each. */
  async advance(source: TimerSource, seconds: number): Promise<void> {
    const until = this.#now + seconds * 1000;
    await source.idle();
    for (let due = source.nextDueAt(); due !== undefined && due <= until; due = source.nextDueAt()) {
      await this.next(source);
      await source.idle();
    }
    this.#now = until;
  }
}
