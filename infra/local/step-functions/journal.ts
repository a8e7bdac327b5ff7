import { ClassicLevel } from 'classic-level';

/** Runs every commit; a place for ordered faults. */
export type AroundCommit = (commit: () => Promise<void>) => Promise<void>;

/** One write: the key's new value. */
export interface Write {
  readonly key: string;
  readonly value: string;
}

/** A durable map of texts. Writes that come while one is being synced share the next sync. */
export class Journal {
  readonly #db: ClassicLevel;
  readonly #around: AroundCommit;
  #waiting: {
    readonly writes: readonly Write[];
    readonly done: () => void;
    readonly failed: (e: unknown) => void;
  }[] = [];
  #flushing: Promise<void> | undefined;
  #closed = false;

  private constructor(db: ClassicLevel, around: AroundCommit) {
    this.#db = db;
    this.#around = around;
  }

  /**
   * @param directory made when missing; one process at a time may hold it
   * @param around @default runs the commit, nothing else
   */
  static async open(directory: string, around: AroundCommit = (commit) => commit()): Promise<Journal> {
    const db = new ClassicLevel(directory);
    await db.open();
    return new Journal(db, around);
  }

  /** All or none of the writes; resolves when they would survive a loss of power. */
  async commit(writes: readonly Write[]): Promise<void> {
    return this.#around(() => this.#commit(writes));
  }

  async #commit(writes: readonly Write[]): Promise<void> {
    if (this.#closed) throw new Error('The store of Step Functions is closed');
    const written = new Promise<void>((done, failed) => {
      this.#waiting.push({ writes, done, failed });
    });
    this.#flushing ??= this.#flush();
    return written;
  }

  async #flush(): Promise<void> {
    // One turn of the loop lets everything that is ready now join the batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const batch = group.flatMap(({ writes }) => writes.map((w) => ({ type: 'put' as const, ...w })));
      try {
        await this.#db.batch(batch, { sync: true });
        for (const { done } of group) done();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.#flushing = undefined;
  }

  /** Undefined when the key was never written. */
  async read(key: string): Promise<string | undefined> {
    return this.#db.get(key);
  }

  /** The values of all keys that begin with `prefix`, in the order of the keys. */
  async readAll(prefix: string): Promise<string[]> {
    return this.#db.values({ gte: prefix, lt: `${prefix}\uFFFF` }).all();
  }

  /** Lets the write under way finish; those after it are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#flushing;
    await this.#db.close();
  }
}
