/** Lets acts that read, decide and write run one after the other, in the order in which they were asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as the act does; an act that failed does not hold up the next. */
  take<T>(act: () => Promise<T>): Promise<T> {
    const done = after(this.#last, act);
    this.#last = done;
    return done;
  }

  /** Resolves when all that was asked for so far is over, however it ended. */
  async over(): Promise<void> {
    await Promise.allSettled([this.#last]);
  }
}

async function after<T>(last: Promise<unknown>, act: () => Promise<T>): Promise<T> {
  await Promise.allSettled([last]);
  return act();
}
