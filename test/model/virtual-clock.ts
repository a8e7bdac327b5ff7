import type { BusinessClock, TimerSource } from '../../infra/local/timers.ts';

/** Business time that moves only when told, from due time to due time. */
export class VirtualClock implements BusinessClock {
  #now: number;
  readonly #moved: (millis: number, by: number) => void;

  /** @param moved told of every move, before anything acts at the new instant */
  constructor(startsAt: number, moved: (now: number, by: number) => void) {
    this.#now = startsAt;
    this.#moved = moved;
  }

  nowMillis(): number {
    return this.#now;
  }

  rearm(): void {
    // Nothing sleeps here: `advance` looks for itself.
  }

  /** Moves on by so many milliseconds, and waits until nothing runs at each due time on the way. */
  async advance(source: TimerSource, millis: number): Promise<void> {
    const until = this.#now + millis;
    await source.idle();
    for (let due = source.nextDueAt(); due !== undefined && due <= until; due = source.nextDueAt()) {
      this.#move(Math.max(this.#now, due));
      await source.fireDue(this.#now);
      await source.idle();
    }
    this.#move(until);
  }

  #move(to: number): void {
    const by = to - this.#now;
    this.#now = to;
    this.#moved(to, by);
  }
}
