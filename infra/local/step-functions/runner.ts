import type { BusinessClock } from '../timers.ts';
import { executionTimedOut, lambdaAnswered, openTask, type Outcome, timerFired } from './answers.ts';
import type { Definition } from './definition.ts';
import type { ExecutionRecord } from './execution-record.ts';
import { DueTimes } from './due-times.ts';
import { type ExecutionSummary, summarise } from './execution-summary.ts';
import { Idleness } from './idleness.ts';
import { interpret } from './interpret.ts';
import { type InvokeLambda, invoke } from './invoke.ts';
import { type Live, LiveExecutions } from './live-executions.ts';
import type { Store } from './store.ts';
import type { Timer } from './timer-heap.ts';
import type { LambdaCall, Transition } from './transition.ts';

/** What the runner needs of its surroundings. */
export interface RunnerOptions {
  readonly clock: BusinessClock;
  readonly invokeLambda: InvokeLambda;
  readonly region: string;
}

/** Carries executions on: one transition at a time each, effects only after the transition is on disk. */
export class Runner {
  readonly summaries = new Map<string, ExecutionSummary>();
  readonly #live: LiveExecutions;
  readonly #store: Store;
  readonly #options: RunnerOptions;
  readonly #idleness = new Idleness();
  readonly #dueTimes = new DueTimes();
  #closed = false;

  constructor(store: Store, options: RunnerOptions) {
    this.#store = store;
    this.#live = new LiveExecutions(store);
    this.#options = options;
  }

  /** Takes up what was running: arms its timers and calls again the Lambdas that had not answered. */
  async resume(): Promise<void> {
    for (const record of await this.#store.executions()) {
      this.summaries.set(record.arn, summarise(record));
      if (record.status !== 'RUNNING') continue;
      await this.#live.enliven(record);
      this.#dueTimes.note(record);
      for (const scope of Object.values(record.scopes)) {
        const { pending: task } = scope;
        if (task?.kind !== 'task' || task.submitted) continue;
        const call = { scopeId: scope.id, stateName: scope.state, task };
        this.#idleness.beginNamed(task.call);
        // After `open` has returned: the Lambda may well call back.
        setImmediate(() => this.#call(record.arn, call));
      }
    }
  }

  /**
   * Begins an execution whose name is free; `first` puts the opening into the transition. The name is taken before
   * this first waits, so that a second start finds it.
   */
  async start(
    record: ExecutionRecord,
    definition: Definition,
    first: (t: Transition) => void,
  ): Promise<void> {
    this.summaries.set(record.arn, summarise(record));
    await this.#enqueue(this.#live.hold(record, definition), first);
  }

  /** Makes a definition known before anything runs it. */
  know(hash: string, text: string): Definition {
    return this.#live.know(hash, text);
  }

  /**
   * One act on an execution, after all acts before it; what it makes ready is run and committed.
   * Undefined when there is no such execution. An ended one is read from disk.
   */
  async act<T>(arn: string, job: (t: Transition) => T): Promise<{ readonly value: T } | undefined> {
    if (!this.summaries.has(arn)) return undefined;
    const live = this.#live.find(arn) ?? (await this.#live.revive(arn));
    return { value: await this.#enqueue(live, job) };
  }

  nextDueAt(): number | undefined {
    return this.#dueTimes.next();
  }

  async fireDue(nowMillis: number): Promise<void> {
    for (
      let timers = this.#dueTimes.take(nowMillis);
      timers.length > 0;
      timers = this.#dueTimes.take(nowMillis)
    ) {
      await Promise.all(timers.map(async (timer) => this.#fire(timer)));
    }
  }

  async #fire({ arn, scopeId, dueAt }: Timer): Promise<void> {
    const live = this.#live.find(arn);
    if (!live) return;
    await this.#enqueue(live, (t) => (scopeId === 0 ? executionTimedOut(t) : timerFired(t, scopeId)), dueAt);
  }

  async idle(): Promise<void> {
    return this.#idleness.reached();
  }

  /** Begins no more transitions, and waits for those under way. Lambdas still running are left to themselves. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#live.all().map(async (live) => live.tail));
    await this.#store.close();
  }

  /** @param notBefore the least instant the transition may bear: a due time that has come */
  async #enqueue<T>(live: Live, job: (t: Transition) => T, notBefore = 0): Promise<T> {
    if (this.#closed) throw new Error('Step Functions is closed');
    live.jobs += 1;
    const release = this.#idleness.begin();
    const done = live.tail.then(async () => this.#transition(live, job, notBefore));
    live.tail = done.catch(() => undefined);
    try {
      return await done;
    } finally {
      live.jobs -= 1;
      // Ended ones are read from disk when asked for; nobody waits on this one any more.
      if (live.jobs === 0 && live.record.status !== 'RUNNING') this.#live.drop(live.record.arn);
      release();
    }
  }

  async #transition<T>(live: Live, job: (t: Transition) => T, notBefore: number): Promise<T> {
    const { record, definition } = live;
    const { clock, region } = this.#options;
    const now = Math.max(clock.nowMillis(), notBefore);
    const nothing = { events: [], calls: [], abandoned: [], ready: [], touched: false, full: false };
    const t: Transition = { record, definition, now, region, ...nothing };
    // A job that refuses its act does so before it changes anything.
    const value = job(t);
    try {
      await interpret(t);
      if (t.events.length > 0 || t.touched) await this.#store.saveTransition(record, t.events);
    } catch (error) {
      // What is in memory is now ahead of the disk: nothing more may be built upon it.
      this.#closed = true;
      throw error;
    }
    this.summaries.set(record.arn, summarise(record));
    for (const call of t.abandoned) this.#idleness.endNamed(call);
    if (this.#dueTimes.note(record)) clock.rearm();
    for (const call of t.calls) this.#call(record.arn, call);
    return value;
  }

  #call(arn: string, { scopeId, stateName, task }: LambdaCall): void {
    if (this.#closed) return;
    this.#idleness.beginNamed(task.call);
    const meta = { executionArn: arn, stateName };
    void invoke(this.#options.invokeLambda, task, meta).then(async (outcome) =>
      this.#answer(arn, scopeId, task.call, outcome),
    );
  }

  async #answer(arn: string, scopeId: number, call: string, outcome: Outcome): Promise<void> {
    const live = this.#live.find(arn);
    try {
      if (this.#closed || !live) return;
      await this.#enqueue(live, (t) => {
        const open = openTask(t, scopeId, call);
        if (open) lambdaAnswered(t, open, outcome);
      });
    } finally {
      this.#idleness.endNamed(call);
    }
  }
}
