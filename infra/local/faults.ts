import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { AwsError, SpoiltAnswer, type WireRequest } from './wire.ts';

/** An order to let the next matching calls fail, as `POST /_local/faults` takes it. */
export const FaultOrder = z.strictObject({
  /** `dynamodb`, `states`, `kms`, `sns`, `s3`, `lambda`, `province`, `sms-gateway`, `journal` (`commit`), `timers` (`fire`). */
  service: z.string().min(1),
  /** The service's own name of the operation, such as `TransactWriteItems`; `*` is any. */
  operation: z.string().min(1),
  /**
   * `crash-before` and `crash-after` kill the process, before or after the call took effect. `lose-answer` lets it take
   * effect and breaks the connection, `garble-answer` answers it with what is no answer, `double` carries it out twice.
   * These three are for whoever speaks HTTP, and not for AWS services.
   */
  kind: z.enum(['error', 'delay', 'crash-before', 'crash-after', 'lose-answer', 'garble-answer', 'double']),
  /** How many calls it hits. */
  times: z.int().min(1).default(1),
  /** Error code answered by `error`. */
  code: z.string().min(1).default('InternalServerError'),
  /** HTTP status answered by `error`; the SDK tries again from 500 on. */
  status: z.int().min(400).max(599).default(500),
  delayMillis: z.int().min(0).default(1_000),
});
export type FaultOrder = z.infer<typeof FaultOrder>;

/** The faults ordered and not yet used up. Not kept across restarts: a crash must not repeat for ever. */
export class FaultBook {
  #orders: { readonly order: FaultOrder; left: number }[] = [];
  readonly #kill: () => void;

  /** @param kill ends the process without any tidying. @default SIGKILL to itself */
  constructor(kill: () => void = () => process.kill(process.pid, 'SIGKILL')) {
    this.#kill = kill;
  }

  /** @throws ZodError when the order is not well formed */
  add(order: z.input<typeof FaultOrder>): void {
    const checked = FaultOrder.parse(order);
    this.#orders.push({ order: checked, left: checked.times });
  }

  /** What is still to come; `times` counts down. */
  list(): FaultOrder[] {
    return this.#orders.map(({ order, left }) => ({ ...order, times: left }));
  }

  clear(): void {
    this.#orders = [];
  }

  /**
   * Runs the call with the first matching fault, if any.
   * @param run may be given another request than the one that came
   * @param _request what was asked, for a book that looks closer than at the names
   * @throws AwsError with the ordered code for `error`; SpoiltAnswer; otherwise what `run` throws
   */
  async around<T>(
    service: string,
    operation: string,
    run: (instead?: WireRequest) => Promise<T>,
    _request?: WireRequest,
  ): Promise<T> {
    const order = this.#take(service, operation);
    if (order === undefined) return run();
    if (order.kind === 'error') {
      throw new AwsError(order.code, `Fault ordered for ${service} ${operation}`, order.status);
    }
    if (order.kind === 'delay') await wait(order.delayMillis);
    if (order.kind === 'crash-before') return this.#crash();
    const result = await run();
    if (order.kind === 'lose-answer') throw new SpoiltAnswer('lost');
    if (order.kind === 'garble-answer') throw new SpoiltAnswer('garbled');
    if (order.kind === 'double') return run();
    return order.kind === 'crash-after' ? this.#crash() : result;
  }

  #take(service: string, operation: string): FaultOrder | undefined {
    const found = this.#orders.find(
      ({ order }) => order.service === service && (order.operation === operation || order.operation === '*'),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left === 0) this.#orders = this.#orders.filter((entry) => entry !== found);
    return found.order;
  }

  /** Never resolves: the signal may arrive a moment later, and nothing may be answered until then. */
  #crash(): Promise<never> {
    this.#kill();
    return new Promise(() => undefined);
  }
}
