import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { ofEitherForm, toAttributes, toStored } from './dynamo-item.ts';
import type { ItemKey } from './dynamo-keys.ts';

/**
 * An expression with its values. Every attribute is written `#name` and means the attribute of that very name, so
 * none is ever a reserved word; values are written `:name`. A part of the value is `#value.#name`; it must be one that
 * is lifted (dynamo-item.ts). ASCII only.
 */
export interface Expression {
  readonly text: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** One write, alone or as part of a transaction. */
export type Change =
  | {
      readonly kind: 'put';
      readonly item: ItemKey & Readonly<Record<string, unknown>>;
      readonly when?: Expression;
    }
  | { readonly kind: 'update'; readonly key: ItemKey; readonly set: Expression; readonly when?: Expression }
  | { readonly kind: 'delete'; readonly key: ItemKey; readonly when?: Expression };

/** Whether there is no item under the key. */
export const ABSENT: Expression = { text: 'attribute_not_exists(#pk)' };

/** `ExpressionAttributeNames` and `-Values` of the expressions of one request; absent where there are none. */
export function placeholders(...expressions: readonly (Expression | undefined)[]) {
  const texts = expressions.map((expression) => expression?.text ?? '').join(' ');
  const names = Object.fromEntries(
    [...texts.matchAll(/#(\w+)/gu)].map(([placeholder, name = '']) => [placeholder, name]),
  );
  const values = Object.fromEntries(
    expressions.flatMap((expression) =>
      Object.entries(expression?.values ?? {}).map(([name, value]) => [`:${name}`, value] as const),
    ),
  );
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: toAttributes(values) }),
  };
}

/** The change as the transaction takes it. */
export function toTransactItem(TableName: string, change: Change): TransactWriteItem {
  const { sk } = change.kind === 'put' ? change.item : change.key;
  const condition = change.when && { ConditionExpression: ofEitherForm(change.when.text, sk) };
  if (change.kind === 'put') {
    return { Put: { TableName, Item: toStored(change.item), ...condition, ...placeholders(change.when) } };
  }
  const Key = toAttributes({ ...change.key });
  if (change.kind === 'delete') {
    return { Delete: { TableName, Key, ...condition, ...placeholders(change.when) } };
  }
  const expressions = placeholders(change.set, change.when);
  return { Update: { TableName, Key, UpdateExpression: change.set.text, ...condition, ...expressions } };
}
