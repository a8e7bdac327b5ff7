import { unpacked } from '../../functions/adapters/dynamo-value.ts';
import { FaultBook } from '../../infra/local/faults.ts';
import type { WireRequest } from '../../infra/local/wire.ts';

/** One call inside the product, as the place where it may be held sees it. */
export interface HeldCall {
  /** As in `POST /_local/faults`: `dynamodb`, `states`, `lambda`, `province`, … */
  readonly service: string;
  readonly operation: string;
  /** Of a call over the wire, with the values of items as JSON; empty for others. */
  readonly body: string;
}

/** A call that waits. */
export interface Hold {
  /** Settles once the call has come and waits. */
  readonly reached: Promise<void>;
  /** Lets it go on, or never stop where it has not come yet. */
  release(): void;
}

interface Waiting {
  readonly matches: (call: HeldCall) => boolean;
  readonly stop: () => Promise<void>;
}

/** Holds chosen calls of the running product, so that a test chooses who comes first and who second. */
export class HoldBook extends FaultBook {
  #waiting: readonly Waiting[] = [];

  /** The next call that matches waits, before it takes effect, until it is released. */
  hold(matches: Waiting['matches']): Hold {
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const stop = (): Promise<void> => {
      reached.resolve();
      return released.promise;
    };
    const waiting = { matches, stop };
    this.#waiting = [...this.#waiting, waiting];
    const release = (): void => {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
      released.resolve();
    };
    return { reached: reached.promise, release };
  }

  override async around<T>(
    service: string,
    operation: string,
    run: () => Promise<T>,
    request?: WireRequest,
  ): Promise<T> {
    const call = { service, operation, body: readable(service, request) };
    const found = this.#waiting.find(({ matches }) => matches(call));
    if (found) {
      this.#waiting = this.#waiting.filter((one) => one !== found);
      await found.stop();
    }
    return super.around(service, operation, run, request);
  }
}

function readable(service: string, request: WireRequest | undefined): string {
  const body = request?.body.toString('utf8') ?? '';
  if (service !== 'dynamodb') return body;
  const shown: unknown = JSON.parse(body, (name, part: { S?: string; B?: string }) => {
    if (name !== 'value') return part;
    return part.B === undefined
      ? unpacked({ S: part.S ?? 'null' })
      : unpacked({ B: Buffer.from(part.B, 'base64') });
  });
  return JSON.stringify(shown);
}
