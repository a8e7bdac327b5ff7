import { createHash } from 'node:crypto';
import type { ExecutionRecord } from './execution-record.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Journal, Write } from './journal.ts';

/** A state machine as it stands now. Times are business milliseconds. */
export interface MachineRecord {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly revisionId: string;
  readonly deleted?: boolean;
}

/** The name under which a definition's text is kept for the executions that run it. */
export function definitionHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The keys of the store, and what stands under them. */
export class Store {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  async machines(): Promise<MachineRecord[]> {
    return (await this.#journal.readAll('m!')).map((text) => JSON.parse(text) as MachineRecord);
  }

  async executions(): Promise<ExecutionRecord[]> {
    return (await this.#journal.readAll('x!')).map((text) => JSON.parse(text) as ExecutionRecord);
  }

  async execution(arn: string): Promise<ExecutionRecord | undefined> {
    const text = await this.#journal.read(`x!${arn}`);
    return text === undefined ? undefined : (JSON.parse(text) as ExecutionRecord);
  }

  /** The text of a definition by its hash. */
  async definition(hash: string): Promise<string> {
    const text = await this.#journal.read(`d!${hash}`);
    if (text === undefined) throw new Error(`The definition ${hash} is missing from the store`);
    return text;
  }

  /** All events of an execution, in order. */
  async history(arn: string): Promise<HistoryEvent[]> {
    // `!` ends the ARN: no execution's name can hold it.
    const batches = await this.#journal.readAll(`h!${arn}!`);
    return batches.flatMap((text) => JSON.parse(text) as HistoryEvent[]);
  }

  async saveMachine(machine: MachineRecord): Promise<void> {
    await this.#journal.commit([
      { key: `m!${machine.arn}`, value: JSON.stringify(machine) },
      { key: `d!${definitionHash(machine.definition)}`, value: machine.definition },
    ]);
  }

  /** One transition: where the execution now stands, and the events that led there. */
  async saveTransition(record: ExecutionRecord, events: readonly HistoryEvent[]): Promise<void> {
    const writes: Write[] = [{ key: `x!${record.arn}`, value: JSON.stringify(record) }];
    const [first] = events;
    if (first) {
      const place = String(first.id).padStart(6, '0');
      writes.push({ key: `h!${record.arn}!${place}`, value: JSON.stringify(events) });
    }
    await this.#journal.commit(writes);
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }
}
