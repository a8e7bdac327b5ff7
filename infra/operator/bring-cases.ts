import {
  DeleteItemCommand,
  paginateScan,
  PutItemCommand,
  type AttributeValue,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** Which cases go from which table to which. */
export interface Bringing {
  readonly from: string;
  readonly to: string;
  readonly caseIds: readonly string[];
  /** Only counts. */
  readonly dryRun: boolean;
}

/** What was done for one case; nothing found in `from` means that nothing was done. */
export interface Brought {
  readonly put: number;
  readonly removed: number;
}

/**
 * Makes cases stand in one table as they stand in another: after a recovery, those that went on since. An item belongs to
 * the case that its keys or its `caseId` name; what people wrote may name any case and is not looked at. What only `to`
 * has is removed, unless another case that is brought has it. May run twice. Counters of the statistics name no case and
 * stay as they are.
 * @returns by case id
 */
export async function bringCases(
  client: DynamoDBClient,
  { from, to, caseIds, dryRun }: Bringing,
): Promise<ReadonlyMap<string, Brought>> {
  const wanted = await itemsOf(client, from, caseIds);
  const present = await itemsOf(client, to, caseIds);
  const keys = new Set([...wanted.values()].flat().map(keyOf));
  const done = new Map<string, Brought>();
  for (const id of caseIds) {
    const good = wanted.get(id) ?? [];
    const stale = good.length === 0 ? [] : (present.get(id) ?? []).filter((item) => !keys.has(keyOf(item)));
    if (!dryRun) {
      // The record stands last in its partition; a break before it leaves the old one, and the next run goes on.
      for (const Item of good) await client.send(new PutItemCommand({ TableName: to, Item }));
      for (const { pk, sk } of stale)
        if (pk && sk) await client.send(new DeleteItemCommand({ TableName: to, Key: { pk, sk } }));
    }
    done.set(id, { put: good.length, removed: stale.length });
  }
  return done;
}

async function itemsOf(
  client: DynamoDBClient,
  TableName: string,
  caseIds: readonly string[],
): Promise<Map<string, Item[]>> {
  const found = new Map<string, Item[]>(caseIds.map((id) => [id, []]));
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    for (const item of Items) for (const id of namedBy(item)) found.get(id)?.push(item);
  return found;
}

/** Parts of the keys, and the case beside or, as earlier releases wrote it, within the value. */
function namedBy({ pk, sk, caseId, value }: Item): ReadonlySet<string> {
  const texts = [pk?.S, sk?.S, caseId?.S, value?.M?.['caseId']?.S];
  return new Set(texts.flatMap((text) => text?.split('#') ?? []));
}

function keyOf({ pk, sk }: Item): string {
  return JSON.stringify([pk?.S, sk?.S]);
}

/** As `bringCases`, with a client of its own. @param endpoint in the place of AWS's own address */
export async function bringFrom({
  endpoint,
  ...bringing
}: Bringing & { readonly endpoint: string | undefined }): Promise<ReadonlyMap<string, Brought>> {
  const client = new DynamoDBClient(endpoint === undefined ? {} : { endpoint });
  try {
    return await bringCases(client, bringing);
  } finally {
    client.destroy();
  }
}
