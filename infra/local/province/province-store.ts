import { mkdir } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';
import type * as z from 'zod';

/** One kind of record; its name is the first part of every key. */
export interface Table<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
}

/** One write; several go to the disk together. */
export type Change = { type: 'put'; key: string; value: string } | { type: 'del'; key: string };

/** @param id must be unique within the table */
export function put<T>(table: Table<T>, id: string, value: T): Change {
  return { type: 'put', key: keyOf(table, id), value: JSON.stringify(value) };
}

/** Removing what is not there is no error. */
export function remove<T>(table: Table<T>, id: string): Change {
  return { type: 'del', key: keyOf(table, id) };
}

/** What the province remembers: on the disk before a write resolves. In memory are the keys alone, however many people. */
export class ProvinceStore {
  readonly #db: ClassicLevel;
  readonly #keys = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(db: ClassicLevel) {
    this.#db = db;
  }

  /** @throws the database's error when another process holds the directory */
  static async open(directory: string): Promise<ProvinceStore> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const db = new ClassicLevel(directory);
    await db.open();
    const store = new ProvinceStore(db);
    for await (const key of db.keys()) store.#keys.add(key);
    return store;
  }

  /** A copy. */
  get<T>(table: Table<T>, id: string): T | undefined {
    const key = keyOf(table, id);
    return this.#keys.has(key) ? this.#read(table, key) : undefined;
  }

  /** In order of their ids. */
  list<T>(table: Table<T>): T[] {
    return this.#keysOf(table)
      .toSorted((a, b) => (a < b ? -1 : Number(a > b)))
      .map((key) => this.#read(table, key));
  }

  /** All of it or nothing; resolves once it is on the disk. */
  async write(changes: Change[]): Promise<void> {
    await this.#db.batch(changes, { sync: true });
    for (const change of changes) {
      if (change.type === 'put') this.#keys.add(change.key);
      else this.#keys.delete(change.key);
    }
  }

  /** Removals of every record of the table, for a `write`. */
  emptying<T>(table: Table<T>): Change[] {
    return this.#keysOf(table).map((key) => ({ type: 'del', key }));
  }

  /** Runs the work alone: what it reads is still so when it writes. */
  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    // The next in line does not care how this one ended; its caller does.
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#db.close();
  }

  /** @throws Error when the record is gone or broken */
  #read<T>(table: Table<T>, key: string): T {
    return table.schema.parse(JSON.parse(this.#db.getSync(key) ?? 'null'));
  }

  #keysOf<T>(table: Table<T>): string[] {
    return [...this.#keys].filter((key) => key.startsWith(`${table.name}!`));
  }
}

function keyOf<T>(table: Table<T>, id: string): string {
  return `${table.name}!${id}`;
}
