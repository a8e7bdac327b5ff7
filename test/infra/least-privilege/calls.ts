import * as z from 'zod';
import { operationOf } from '../../../infra/local/s3/operation.ts';
import type { WireRequest } from '../../../infra/local/wire.ts';

/** A permission that a call of a function needs, in the names of the machine it ran on. */
export interface Need {
  readonly action: string;
  readonly on:
    | {
        readonly kind: 'table';
        readonly name: string;
        readonly index?: string;
        readonly keys: readonly string[];
      }
    | { readonly kind: 'bucket'; readonly name: string }
    | { readonly kind: 'object'; readonly bucket: string; readonly key: string }
    | { readonly kind: 'key'; readonly id: string }
    | { readonly kind: 'machine'; readonly arn: string }
    | { readonly kind: 'execution'; readonly arn: string }
    /** What IAM knows no resource for: a phone number, a task token. */
    | { readonly kind: 'nothing' };
}

const Key = z.object({ pk: z.object({ S: z.string() }) });
const OneItem = z.object({ TableName: z.string(), Key: Key.optional(), Item: Key.optional() });
const Query = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()),
  ExpressionAttributeValues: z.record(z.string(), z.looseObject({ S: z.string().optional() })),
});
const Batch = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(Key) })) });
const Transaction = z.object({
  TransactItems: z.array(
    z.object({
      Put: OneItem.optional(),
      Update: OneItem.optional(),
      Delete: OneItem.optional(),
      ConditionCheck: OneItem.optional(),
    }),
  ),
});
/** A transaction needs the permissions of its parts. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const PARTS = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
} as const;

/**
 * What a call needs to be allowed.
 * @param status what it was answered with
 * @throws Error for a call nobody has thought of yet: then its permissions are not known either
 */
export function needsOf(
  {
    service,
    operation,
    request,
    prefix,
  }: { service: string; operation: string; request: WireRequest; prefix: string },
  status: number,
): readonly Need[] {
  if (service === 's3') return objectNeeds(request, prefix, status);
  const body: unknown =
    service === 'sns'
      ? Object.fromEntries(new URLSearchParams(request.body.toString()))
      : JSON.parse(request.body.toString());
  if (service === 'dynamodb') return tableNeeds(operation, body);
  const action = `${service}:${operation}`;
  if (service === 'kms') {
    return [{ action, on: { kind: 'key', id: z.object({ KeyId: z.string() }).parse(body).KeyId } }];
  }
  if (service === 'sns') {
    // By a phone number; a topic would have to be granted.
    z.object({ PhoneNumber: z.string() }).parse(body);
    return [{ action, on: { kind: 'nothing' } }];
  }
  if (service === 'states') return [{ action, on: machineOf(body) }];
  throw new Error(`What ${action} needs is not known`);
}

function machineOf(body: unknown): Need['on'] {
  const { stateMachineArn, executionArn } = z
    .object({ stateMachineArn: z.string().optional(), executionArn: z.string().optional() })
    .parse(body);
  if (stateMachineArn !== undefined) return { kind: 'machine', arn: stateMachineArn };
  if (executionArn !== undefined) return { kind: 'execution', arn: executionArn };
  return { kind: 'nothing' };
}

function tableNeeds(operation: string, body: unknown): readonly Need[] {
  if (operation === 'TransactWriteItems') {
    return Transaction.parse(body).TransactItems.flatMap((item) =>
      Object.entries(PARTS).flatMap(([part, action]) => {
        const one = item[part as keyof typeof PARTS];
        return one === undefined ? [] : [itemNeed(action, one)];
      }),
    );
  }
  if (operation === 'BatchGetItem') {
    return Object.entries(Batch.parse(body).RequestItems).map(([name, { Keys }]) => ({
      action: 'dynamodb:BatchGetItem',
      on: { kind: 'table', name, keys: Keys.map(({ pk }) => pk.S) },
    }));
  }
  if (operation === 'Query') {
    const { TableName: name, IndexName: index, ...query } = Query.parse(body);
    const partition = query.ExpressionAttributeValues[index === undefined ? ':pk' : ':queuePk']?.S ?? '';
    const on = { kind: 'table', name, keys: [partition], ...(index !== undefined && { index }) } as const;
    return [{ action: 'dynamodb:Query', on }];
  }
  return [itemNeed(`dynamodb:${operation}`, OneItem.parse(body))];
}

function itemNeed(action: string, { TableName: name, Key: key, Item: item }: z.infer<typeof OneItem>): Need {
  return { action, on: { kind: 'table', name, keys: [key ?? item].flatMap((found) => found?.pk.S ?? []) } };
}

function objectNeeds(request: WireRequest, prefix: string, status: number): readonly Need[] {
  const { name, bucket, key } = operationOf(request, prefix);
  const object = { kind: 'object', bucket, key } as const;
  if (name === 'PostObject') {
    return [{ action: 's3:PutObject', on: { kind: 'object', bucket, key: formField(request, 'key') ?? '' } }];
  }
  if (name === 'HeadObject' || name === 'GetObject') {
    const read: Need = { action: 's3:GetObject', on: object };
    // Who may not list is answered "forbidden" where nothing lies; the product must know that nothing does.
    const list: Need = { action: 's3:ListBucket', on: { kind: 'bucket', name: bucket } };
    return status === 404 ? [read, list] : [read];
  }
  if (name === 'CopyObject') {
    const [from = '', ...rest] = decodeURIComponent(request.headers['x-amz-copy-source'] ?? '').split('/');
    const source = { kind: 'object', bucket: from, key: rest.join('/') } as const;
    return [
      { action: 's3:GetObject', on: source },
      { action: 's3:PutObject', on: object },
    ];
  }
  if (name === 'PutObject') {
    const held = request.headers['x-amz-object-lock-legal-hold'] !== undefined;
    const hold: Need = { action: 's3:PutObjectLegalHold', on: object };
    return [{ action: 's3:PutObject', on: object }, ...(held ? [hold] : [])];
  }
  if (name === 'DeleteObject') return [{ action: 's3:DeleteObject', on: object }];
  throw new Error(`What s3:${name} needs is not known`);
}

/** A field of a posted form. */
export function formField({ headers, body }: WireRequest, field: string): string | undefined {
  if (headers['content-type']?.startsWith('multipart/form-data') !== true) return undefined;
  const text = body.toString('latin1');
  return new RegExp(`name="${field}"\\r\\n(?:[^\\r\\n]+\\r\\n)*\\r\\n([^\\r\\n]*)\\r\\n`, 'iu').exec(
    text,
  )?.[1];
}
