import { toInstant, toMillis } from '../../functions/domain/instant.ts';
import type { TimerSource } from '../../infra/local/timers.ts';

/** A source that owes acts at instants, and writes down when each happened. */
export class Owed implements TimerSource {
  readonly #name: string;
  readonly #log: string[];
  #dues: number[] = [];
  #running: Promise<unknown> = Promise.resolve();
  timesAsked = 0;
  /** What an act does after it was recorded, before the source is idle again. */
  afterwards: (now: number) => Promise<void> = async () => undefined;

  constructor(name: string, log: string[]) {
    this.#name = name;
    this.#log = log;
  }

  owe(instant: string): void {
    this.#dues = [...this.#dues, toMillis(instant)].sort((a, b) => a - b);
  }

  nextDueAt(): number | undefined {
    this.timesAsked += 1;
    return this.#dues[0];
  }

  async fireDue(now: number): Promise<void> {
    for (const due of this.#dues.filter((one) => one <= now)) {
      this.#log.push(`${this.#name} due ${toInstant(due).slice(5, 16)} at ${toInstant(now).slice(5, 16)}`);
    }
    this.#dues = this.#dues.filter((due) => due > now);
    this.#running = this.afterwards(now);
  }

  async idle(): Promise<void> {
    const running = this.#running;
    this.#running = Promise.resolve();
    await running;
  }
}
