import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { ItemKey } from './dynamo-keys.ts';
import { packed, unpacked } from './dynamo-value.ts';

/** An item on the wire. */
export type StoredItem = Record<string, AttributeValue>;

/** What conditions ask of a value, by the sort key of its item: a packed value cannot be asked. */
const LIFTED: Readonly<Record<string, readonly string[]>> = {
  RECORD: ['sequence', 'lastHash'],
  DRAFT: ['version'],
  STAFF: ['version'],
  PERMIT: ['caseId'],
};

const COMPARED = /#value\.(#\w+)( = :\w+| IN \([^)]*\))/gu;
const MISSING = /attribute_not_exists\(#value\.(#\w+)\)/gu;

/** Attributes on the wire; what is undefined is left out. */
export function toAttributes(values: Readonly<Record<string, unknown>>): StoredItem {
  return marshall(values, { removeUndefinedValues: true });
}

/** An item as the table keeps it: its `value` packed, and beside it what conditions ask of the value. */
export function toStored({ value, ...rest }: ItemKey & Readonly<Record<string, unknown>>): StoredItem {
  if (value === undefined) return toAttributes(rest);
  const of: Readonly<Record<string, unknown>> = { ...(typeof value === 'object' && value) };
  const lifted = Object.fromEntries((LIFTED[rest.sk] ?? []).map((name) => [name, of[name]]));
  return { ...toAttributes({ ...lifted, ...rest }), value: packed(value) };
}

/** An item of the table, whichever form its `value` has. */
export function fromStored({ value, ...rest }: StoredItem): Record<string, unknown> {
  return { ...unmarshall(rest), ...(value && { value: unpacked(value) }) };
}

/**
 * The condition as it holds for an item of either form: a packed value has no parts, and a Map nothing lifted beside it.
 * @param sk sort key of the item
 * @throws Error where the condition asks for a part that is not lifted, or in a way not known here
 */
export function ofEitherForm(text: string, sk: string): string {
  const lifted = LIFTED[sk] ?? [];
  const asked = (text.match(/#value\.#\w+/gu) ?? []).map((part) => part.slice('#value.#'.length));
  const either = text
    .replaceAll(MISSING, '(attribute_not_exists($1) AND attribute_not_exists(#value.$1))')
    .replaceAll(COMPARED, '($1$2 OR #value.$1$2)');
  const known = [...text.matchAll(MISSING), ...text.matchAll(COMPARED)].length;
  if (known !== asked.length || asked.some((name) => !lifted.includes(name)))
    throw new Error(`Items ${sk} cannot be asked whether ${text}`);
  return either;
}
