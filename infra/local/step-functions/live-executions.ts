import { type Definition, loadDefinition } from './definition.ts';
import type { ExecutionRecord } from './execution-record.ts';
import type { Store } from './store.ts';

/** An execution at hand, with its queue of transitions. */
export interface Live {
  readonly record: ExecutionRecord;
  readonly definition: Definition;
  /** Settles when the last transition queued so far has. */
  tail: Promise<unknown>;
  /** Transitions queued or under way. */
  jobs: number;
}

/** The executions at hand: all that run, and ended ones while they are looked at. */
export class LiveExecutions {
  readonly #live = new Map<string, Live>();
  readonly #reviving = new Map<string, Promise<Live>>();
  readonly #definitions = new Map<string, Definition>();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  find(arn: string): Live | undefined {
    return this.#live.get(arn);
  }

  all(): Live[] {
    return [...this.#live.values()];
  }

  /** Only while nothing of it is queued. */
  drop(arn: string): void {
    this.#live.delete(arn);
  }

  /** Loads a definition, once for all that run it. */
  know(hash: string, text: string): Definition {
    const definition = this.#definitions.get(hash) ?? loadDefinition(text);
    this.#definitions.set(hash, definition);
    return definition;
  }

  /** Reads an ended execution once for all who ask meanwhile: two readings could differ by a redrive. */
  async revive(arn: string): Promise<Live> {
    const reading =
      this.#reviving.get(arn) ??
      this.#read(arn).finally(() => {
        this.#reviving.delete(arn);
      });
    this.#reviving.set(arn, reading);
    return reading;
  }

  async #read(arn: string): Promise<Live> {
    const record = await this.#store.execution(arn);
    if (!record) throw new Error(`The execution ${arn} is missing from the store`);
    return this.enliven(record);
  }

  /** Makes an execution ready for transitions. */
  async enliven(record: ExecutionRecord): Promise<Live> {
    const hash = record.definition;
    const definition = this.#definitions.get(hash) ?? this.know(hash, await this.#store.definition(hash));
    return this.hold(record, definition);
  }

  /** Keeps an execution at hand until it is dropped. */
  hold(record: ExecutionRecord, definition: Definition): Live {
    const live: Live = { record, definition, tail: Promise.resolve(), jobs: 0 };
    this.#live.set(record.arn, live);
    return live;
  }
}
