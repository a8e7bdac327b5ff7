import { appendFileSync } from 'node:fs';
import { FaultBook } from '../faults.ts';
import { AwsError, type WireRequest } from '../wire.ts';
import { claimIn, pointOf } from './point.ts';

/** Where the process is to be killed. */
export interface KillOrder {
  readonly point: string;
  /** The how manieth time since the order, from 1 on. */
  readonly nth: number;
  readonly when: 'before' | 'after';
}

/** One kill, as the process wrote it down before it died. */
export interface Kill extends KillOrder {
  /** Messages claimed and not settled at that moment: those that may become `unknown`. */
  readonly openClaims: readonly string[];
}

/** Counts every place where something happens, and kills the process at the one that was ordered. */
export class KillBook extends FaultBook {
  readonly #noteFile: string;
  readonly #openClaims = new Set<string>();
  #counts = new Map<string, number>();
  #order: KillOrder | undefined;
  #down: ReadonlySet<string> = new Set();

  /** @param noteFile where a kill is written down, one JSON line each */
  constructor(noteFile: string) {
    super();
    this.#noteFile = noteFile;
  }

  /** Begins to count anew. @param order undefined to count only */
  arm(order: KillOrder | undefined): void {
    this.#counts = new Map();
    this.#order = order;
  }

  /** These do not answer (503) from now on; all others do. */
  silence(points: readonly string[]): void {
    this.#down = new Set(points);
  }

  /** Place → how often it was passed since the last order. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  override async around<T>(
    service: string,
    operation: string,
    run: () => Promise<T>,
    request?: WireRequest,
  ): Promise<T> {
    const point = pointOf(service, operation, request);
    if (point === undefined) return super.around(service, operation, run, request);
    if (this.#down.has(point)) throw new AwsError('ServiceUnavailable', `${point} is down`, 503);
    const nth = (this.#counts.get(point) ?? 0) + 1;
    this.#counts.set(point, nth);
    const order = this.#order?.point === point && this.#order.nth === nth ? this.#order : undefined;
    if (order?.when === 'before') return this.#die(order);
    const claim = service === 'dynamodb' ? claimIn(operation, request) : undefined;
    if (claim?.act === 'claim') this.#openClaims.add(claim.message);
    const [outcome] = await Promise.allSettled([super.around(service, operation, run, request)]);
    if (claim?.act === 'end') this.#openClaims.delete(claim.message);
    if (order) return this.#die(order);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }

  /** Never resolves. */
  #die(order: KillOrder): Promise<never> {
    const kill: Kill = { ...order, openClaims: [...this.#openClaims] };
    appendFileSync(this.#noteFile, `${JSON.stringify(kill)}\n`);
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined);
  }
}
