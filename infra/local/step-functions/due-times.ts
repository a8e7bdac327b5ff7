import { dueOf, type ExecutionRecord } from './execution-record.ts';
import { type Timer, TimerHeap } from './timer-heap.ts';

/** When which execution next acts by itself, over all of them. */
export class DueTimes {
  /** Due times now in the heap: by execution, by scope. */
  readonly #armed = new Map<string, Map<number, number>>();
  readonly #heap = new TimerHeap(({ arn, scopeId, dueAt }) => this.#armed.get(arn)?.get(scopeId) === dueAt);

  /** The earliest, in business milliseconds; undefined when there is none. */
  next(): number | undefined {
    return this.#heap.earliest()?.dueAt;
  }

  /** Takes over what an execution now waits for. True when the earliest due time has become earlier. */
  note(record: ExecutionRecord): boolean {
    const wanted = dueTimesOf(record);
    const known = this.#armed.get(record.arn);
    if (wanted.size === 0) {
      this.#armed.delete(record.arn);
      return false;
    }
    const before = this.next() ?? Infinity;
    this.#armed.set(record.arn, wanted);
    for (const [scopeId, dueAt] of wanted) {
      if (known?.get(scopeId) !== dueAt) this.#heap.add({ arn: record.arn, scopeId, dueAt });
    }
    return (this.next() ?? Infinity) < before;
  }

  /** Removes those of the earliest instant that has come: they may be recorded together, later ones after them. */
  take(nowMillis: number): Timer[] {
    const taken: Timer[] = [];
    const until = Math.min(this.next() ?? Infinity, nowMillis);
    for (let timer = this.#heap.takeDue(until); timer; timer = this.#heap.takeDue(until)) {
      this.#armed.get(timer.arn)?.delete(timer.scopeId);
      taken.push(timer);
    }
    return taken;
  }
}

function dueTimesOf(record: ExecutionRecord): Map<number, number> {
  const due = new Map<number, number>();
  if (record.status !== 'RUNNING') return due;
  if (record.dueAt !== undefined) due.set(0, record.dueAt);
  for (const scope of Object.values(record.scopes)) {
    const at = dueOf(scope);
    if (at !== undefined) due.set(scope.id, at);
  }
  return due;
}
