/** A due time and whose it is. */
export interface Timer {
  readonly dueAt: number;
  readonly arn: string;
  /** 0 for the execution as a whole. */
  readonly scopeId: number;
}

/** A binary heap by due time. Timers that were lifted stay in it until they come up, and are skipped then. */
export class TimerHeap {
  readonly #heap: Timer[] = [];
  readonly #holds: (timer: Timer) => boolean;

  /** @param holds whether a timer is still the one its owner waits for */
  constructor(holds: (timer: Timer) => boolean) {
    this.#holds = holds;
  }

  /** The earliest timer that still holds. */
  earliest(): Timer | undefined {
    let top = this.#heap[0];
    while (top && !this.#holds(top)) {
      this.#removeTop();
      top = this.#heap[0];
    }
    return top;
  }

  /** Removes and gives the earliest timer if it is due. */
  takeDue(nowMillis: number): Timer | undefined {
    const top = this.earliest();
    if (!top || top.dueAt > nowMillis) return undefined;
    this.#removeTop();
    return top;
  }

  add(timer: Timer): void {
    const heap = this.#heap;
    heap.push(timer);
    let i = heap.length - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (this.#at(up).dueAt <= timer.dueAt) break;
      heap[i] = this.#at(up);
      i = up;
    }
    heap[i] = timer;
  }

  #removeTop(): void {
    const heap = this.#heap;
    const moved = heap.pop();
    if (!moved || heap.length === 0) return;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && this.#at(down + 1).dueAt < this.#at(down).dueAt) down += 1;
      if (this.#at(down).dueAt >= moved.dueAt) break;
      heap[i] = this.#at(down);
      i = down;
    }
    heap[i] = moved;
  }

  #at(i: number): Timer {
    const timer = this.#heap[i];
    if (!timer) throw new Error(`No timer at ${i}`);
    return timer;
  }
}
