import { FaultBook } from '../faults.ts';

/** Counts every call to the cloud, the province and the Lambdas, by service and operation. */
export class CountingBook extends FaultBook {
  #counts = new Map<string, number>();

  /** `service operation` → calls since the last time this was asked. */
  take(): Readonly<Record<string, number>> {
    const counts = Object.fromEntries(this.#counts);
    this.#counts = new Map();
    return counts;
  }

  override around<T>(service: string, operation: string, run: () => Promise<T>): Promise<T> {
    const name = `${service} ${operation}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    return run();
  }
}
