import { setTimeout as wait } from 'node:timers/promises';

/** No step of ours runs longer on one machine, but one that a fault holds up. */
const PATIENCE_MILLIS = 5_000;

/** Lets the machine's Lambdas begin once the whole product stands, and no longer once it goes down. */
export class LambdaGate {
  readonly #opened = Promise.withResolvers<void>();
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;

  open(): void {
    this.#opened.resolve();
  }

  /** Never answers once the gate is closed: what did not begin is called again at the next start. */
  async pass<Value>(run: () => Promise<Value>): Promise<Value> {
    await this.#opened.promise;
    if (this.#closed) return new Promise<never>(() => undefined);
    const work = run();
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** Waits for those under way, while the services they call still answer. */
  async close(): Promise<void> {
    this.#closed = true;
    const patience = new AbortController();
    const late = wait(PATIENCE_MILLIS, undefined, { signal: patience.signal });
    // The timer that lost the race ends by being aborted.
    late.catch(() => undefined);
    await Promise.race([Promise.allSettled(this.#underWay), late]);
    patience.abort();
  }
}
