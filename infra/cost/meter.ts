import * as z from 'zod';
import { FaultBook } from '../local/faults.ts';
import type { WireRequest } from '../local/wire.ts';
import type { Calls } from './lambda-bill.ts';

/** What is billed by use, in units of the price list. */
export type Usage = Record<MeteredUnit, number>;
/** Units whose price hangs on how often they are used. */
export type MeteredUnit =
  | 'transition'
  | 'tableWrite'
  | 'tableRead'
  | 'lambdaRequest'
  | 'lambdaGbSecond'
  | 'httpRequest'
  | 's3Write'
  | 's3Read'
  | 'kmsAsymmetric'
  | 'kmsSymmetric'
  | 'snsRequest'
  | 'logGb';

/** Nothing used. */
export function noUsage(): Usage {
  return {
    transition: 0,
    tableWrite: 0,
    tableRead: 0,
    lambdaRequest: 0,
    lambdaGbSecond: 0,
    httpRequest: 0,
    s3Write: 0,
    s3Read: 0,
    kmsAsymmetric: 0,
    kmsSymmetric: 0,
    snsRequest: 0,
    logGb: 0,
  };
}

const READS = new Set(['GetItem', 'Query', 'BatchGetItem', 'TransactGetItems', 'Scan']);
const S3_READS = new Set(['GetObject', 'HeadObject']);
const S3_FREE = new Set(['DeleteObject', 'DeleteObjects']);
const ASYMMETRIC = new Set(['Sign', 'Verify', 'GetPublicKey']);
const Capacity = z.object({ CapacityUnits: z.number() });
const Answered = z.object({ ConsumedCapacity: z.union([Capacity, z.array(Capacity)]).exactOptional() });

/**
 * Writes down what the embedded cloud is asked for. The table's units are the engine's own count, which knows
 * transactions (twice the units) and the index; it is asked for with every call.
 */
export class Meter extends FaultBook {
  #usage = noUsage();
  #lambdas = new Map<string, Calls>();

  /** What was used since the last time this was asked; `lambdas`: calls of steps and schedules, by name. */
  take(): { readonly usage: Usage; readonly lambdas: ReadonlyMap<string, Calls> } {
    const taken = { usage: this.#usage, lambdas: this.#lambdas };
    this.#usage = noUsage();
    this.#lambdas = new Map();
    return taken;
  }

  override async around<T>(
    service: string,
    operation: string,
    run: (instead?: WireRequest) => Promise<T>,
    request?: WireRequest,
  ): Promise<T> {
    if (service === 'dynamodb' && request) return this.#table(operation, run, request);
    if (service === 'lambda') return this.#lambda(operation, run);
    if (service === 's3' && !S3_FREE.has(operation))
      this.#usage[S3_READS.has(operation) ? 's3Read' : 's3Write'] += 1;
    if (service === 'kms') this.#usage[ASYMMETRIC.has(operation) ? 'kmsAsymmetric' : 'kmsSymmetric'] += 1;
    if (service === 'sns') this.#usage.snsRequest += 1;
    return run();
  }

  async #table<T>(
    operation: string,
    run: (instead?: WireRequest) => Promise<T>,
    request: WireRequest,
  ): Promise<T> {
    const asked = z.record(z.string(), z.unknown()).parse(JSON.parse(request.body.toString()));
    const body = Buffer.from(JSON.stringify({ ...asked, ReturnConsumedCapacity: 'TOTAL' }));
    const answer = await run({ ...request, body });
    const { body: told } = z.object({ body: z.union([z.string(), z.instanceof(Uint8Array)]) }).parse(answer);
    const { ConsumedCapacity = [] } = Answered.parse(JSON.parse(Buffer.from(told).toString()));
    const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    this.#usage[READS.has(operation) ? 'tableRead' : 'tableWrite'] += units;
    return answer;
  }

  async #lambda<T>(name: string, run: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await run();
    } finally {
      this.#usage.lambdaRequest += 1;
      const { count, millis } = this.#lambdas.get(name) ?? { count: 0, millis: 0 };
      this.#lambdas.set(name, { count: count + 1, millis: millis + performance.now() - begun });
    }
  }
}
