import { randomUUID } from 'node:crypto';
import type { BusinessClock } from '../timers.ts';
import { AwsError } from '../wire.ts';
import { loadDefinition } from './definition.ts';
import { checkArn } from './names.ts';
import type { Runner } from './runner.ts';
import { definitionHash, type MachineRecord, type Store } from './store.ts';

/** The state machines now known, in memory and on disk. */
export class Machines {
  readonly #byArn = new Map<string, MachineRecord>();
  readonly #store: Store;
  readonly #runner: Runner;
  readonly #clock: BusinessClock;

  constructor(store: Store, runner: Runner, clock: BusinessClock) {
    this.#store = store;
    this.#runner = runner;
    this.#clock = clock;
  }

  async load(): Promise<void> {
    for (const machine of await this.#store.machines()) {
      if (machine.deleted === true) continue;
      this.#byArn.set(machine.arn, machine);
      this.#runner.know(definitionHash(machine.definition), machine.definition);
    }
  }

  /** By creation. */
  all(): MachineRecord[] {
    return [...this.#byArn.values()].sort((a, b) => b.createdAt - a.createdAt);
  }

  find(arn: string): MachineRecord | undefined {
    return this.#byArn.get(arn);
  }

  /** @throws AwsError InvalidArn, StateMachineDoesNotExist */
  get(arn: string): MachineRecord {
    checkArn(arn, 'stateMachine');
    const machine = this.find(arn);
    if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  /**
   * Creates or replaces. Executions under way keep the definition they began with.
   * @throws DefinitionRefused
   */
  async put(arn: string, name: string, definition: string, roleArn: string): Promise<MachineRecord> {
    loadDefinition(definition);
    const known = this.#byArn.get(arn);
    if (known?.definition === definition && known.roleArn === roleArn) return known;
    const now = this.#clock.nowMillis();
    const times = { createdAt: known?.createdAt ?? now, updatedAt: now };
    const machine = { arn, name, definition, roleArn, ...times, revisionId: randomUUID() };
    await this.#store.saveMachine(machine);
    this.#runner.know(definitionHash(definition), definition);
    this.#byArn.set(arn, machine);
    return machine;
  }

  /**
   * Executions under way go on to their end. An unknown machine is as good as a deleted one.
   * @throws AwsError InvalidArn
   */
  async remove(arn: string): Promise<void> {
    checkArn(arn, 'stateMachine');
    const machine = this.find(arn);
    if (!machine) return;
    this.#byArn.delete(arn);
    await this.#store.saveMachine({ ...machine, deleted: true });
  }
}
