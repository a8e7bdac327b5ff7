/** Lets the acts of several processes happen in one order that was fixed beforehand. */
export class Turns {
  #left: string[];
  #waiting: { readonly turn: string; readonly go: () => void }[] = [];

  /** @param order one letter for each act; an act whose letter is not in it does not wait */
  constructor(order: string) {
    this.#left = order.split('');
  }

  /** Carries the act out when everything before it in the order has happened; its turn is over when it has. */
  async at<Value>(turn: string, act: () => Promise<Value>): Promise<Value> {
    if (!this.#left.includes(turn)) return act();
    if (this.#left[0] !== turn) {
      await new Promise<void>((go) => {
        this.#waiting.push({ turn, go });
      });
    }
    try {
      return await act();
    } finally {
      this.leave(turn);
    }
  }

  /** Nobody waits for these acts any more: they have happened, or never will. */
  leave(...turns: readonly string[]): void {
    this.#left = this.#left.filter((turn) => !turns.includes(turn));
    const next = this.#waiting.find(({ turn }) => turn === this.#left[0]);
    this.#waiting = this.#waiting.filter((entry) => entry !== next);
    next?.go();
  }
}
