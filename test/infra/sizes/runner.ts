import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

/**
 * A process with one function's bundle in it and nothing else, as Lambda has. It is bundled itself, so that no
 * TypeScript is stripped at run time, and says what loading and each call cost.
 */

/** What it is asked. */
export interface Order {
  /** The business clock's instant. */
  readonly now: string;
  readonly event: unknown;
}

/** What it answers. CPU is user and system time of all threads, milliseconds; resident memory the highest so far. */
export type Report = { readonly cpuMs: number; readonly maxRssMiB: number } & (
  { readonly answer: unknown } | { readonly error: { readonly name: string; readonly message: string } }
);

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const TIMEOUT_MILLIS = 30_000;
const [, , bundle = '', functionName = ''] = process.argv;
const loaded: unknown = createRequire(bundle)(bundle);
const { handler } = loaded as { readonly handler: Handler };
// From the start of Node to the handler: what a cold start costs before the first call.
report(0, { answer: 'loaded' });
process.on('message', (order: Order) => void answer(order));

async function answer({ now, event }: Order): Promise<void> {
  Reflect.set(globalThis, 'businessNow', now);
  const before = cpuMillis();
  try {
    const answered = await handler(event, contextOf());
    report(before, { answer: answered });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    report(before, { error: { name, message } });
  }
}

function report(before: number, outcome: { answer: unknown } | { error: Error }): void {
  const maxRssMiB = process.resourceUsage().maxRSS / 1024;
  process.send?.({ ...outcome, cpuMs: cpuMillis() - before, maxRssMiB });
}

function cpuMillis(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function contextOf(): Record<string, unknown> {
  return {
    functionName,
    functionVersion: '1',
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => TIMEOUT_MILLIS,
  };
}
