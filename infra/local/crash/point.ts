import * as z from 'zod';
import type { WireRequest } from '../wire.ts';

/** The operations that a crash may fall upon; reads of the store leave nothing half done. */
const STORE_WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems']);
const MACHINE_CALLS = new Set(['StartExecution', 'SendTaskSuccess', 'SendTaskFailure']);

/** What the request writes, of one item: the kind of the item, and for a claim its state. */
interface Written {
  readonly kind: string;
  readonly sortKey: string;
  readonly key: string;
  readonly text: string;
}

/**
 * The name of the place where a process may be killed, such as `dynamodb TransactWriteItems RECORD+EVENT`: what is
 * about to happen, without the ids. Undefined for calls that change nothing.
 */
export function pointOf(service: string, operation: string, request?: WireRequest): string | undefined {
  if (service === 'states' && !MACHINE_CALLS.has(operation)) return undefined;
  if (service !== 'dynamodb') return `${service} ${operation}`;
  if (!STORE_WRITES.has(operation)) return undefined;
  const kinds = [...new Set(writtenBy(operation, request).map(({ kind }) => kind))];
  return `dynamodb ${operation} ${kinds.join('+')}`.trimEnd();
}

/** The message whose claim this call makes, gives back or settles; undefined when it does none of these. */
export function claimIn(
  operation: string,
  request?: WireRequest,
): { readonly message: string; readonly act: 'claim' | 'end' } | undefined {
  if (!STORE_WRITES.has(operation)) return undefined;
  const message = writtenBy(operation, request).find(
    ({ sortKey, text }) => sortKey.startsWith('MESSAGE#') && text.includes('SET '),
  );
  if (!message || message.text.includes(':longAgo')) return undefined;
  const act = message.text.includes('SET #state = :claimed') ? 'claim' : 'end';
  return { message: message.key, act };
}

const Text = z.object({ S: z.string() });
const Key = z.looseObject({ pk: Text, sk: Text });
const Write = z.object({
  Key: Key.optional(),
  Item: Key.extend({ state: z.unknown().optional() }).optional(),
  UpdateExpression: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
});
const Transaction = z.object({ TransactItems: z.array(z.record(z.string(), z.unknown())) });

function writtenBy(operation: string, request?: WireRequest): Written[] {
  const body: unknown = JSON.parse(request?.body.toString() ?? '{}');
  const writes =
    operation === 'TransactWriteItems'
      ? Transaction.parse(body).TransactItems.flatMap((item) => Object.values(item))
      : [body];
  return writes.flatMap((write) => {
    const { data } = Write.safeParse(write);
    const lies = data?.Key ?? data?.Item;
    return data && lies ? [written(data, lies)] : [];
  });
}

function written(write: z.infer<typeof Write>, { pk, sk }: z.infer<typeof Key>): Written {
  const kind = sk.S.split('#')[0] ?? '';
  const state = Text.safeParse(write.Item?.state).data?.S;
  const values = Object.keys(write.ExpressionAttributeValues ?? {}).join(' ');
  return {
    kind: kind === 'REPLY' && state !== undefined ? `REPLY/${state}` : kind,
    sortKey: sk.S,
    key: `${pk.S} ${sk.S}`,
    text: `${write.UpdateExpression ?? ''} ${values}`,
  };
}
