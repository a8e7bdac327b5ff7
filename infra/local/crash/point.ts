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

function writtenBy(operation: string, request?: WireRequest): Written[] {
  const body: unknown = JSON.parse(request?.body.toString() || '{}');
  const items = operation === 'TransactWriteItems' ? objects(at(body, 'TransactItems')) : [body];
  return items
    .flatMap((item) => (operation === 'TransactWriteItems' ? objects(Object.values(item ?? {})) : [item]))
    .map((item) => {
      const lies = at(item, 'Key') ?? at(item, 'Item');
      const [partition, sortKey] = ['pk', 'sk'].map((name) => String(at(at(lies, name), 'S') ?? ''));
      const state = at(at(at(item, 'Item'), 'state'), 'S');
      const kind = (sortKey ?? '').split('#')[0] ?? '';
      return {
        kind: kind === 'REPLY' && typeof state === 'string' ? `REPLY/${state}` : kind,
        sortKey: sortKey ?? '',
        key: `${partition} ${sortKey}`,
        text:
          String(at(item, 'UpdateExpression') ?? '') +
          Object.keys(objects([at(item, 'ExpressionAttributeValues')])[0] ?? {}).join(' '),
      };
    });
}

function objects(value: unknown): object[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
