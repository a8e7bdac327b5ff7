import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ItemKey } from '../../functions/adapters/dynamo-keys.ts';
import { DynamoTable } from '../../functions/adapters/dynamo-table.ts';
import { unpacked } from '../../functions/adapters/dynamo-value.ts';
import { ensureTable, openDynamo } from '../../infra/local/dynamodb.ts';
import { serve } from '../../infra/local/http-server.ts';
import { TABLE } from '../../infra/local/table.ts';
import { SpoiltAnswer } from '../../infra/local/wire.ts';

/** One call of the table's, as it went over the wire. */
export interface TableCall {
  readonly operation: string;
  readonly body: string;
}

type Answer = Record<string, unknown>;
/** What becomes of an answer on its way back. */
type Meddling = (answer: Answer, asked: Answer) => Answer | 'lost' | Promise<Answer | 'lost'>;

/** The table over a real engine, with somebody on the wire between them. */
export interface WatchedTable {
  readonly table: DynamoTable;
  /** Every call so far, in order. */
  readonly calls: TableCall[];
  /** Does this to the next answer to that operation, once. */
  meddle(operation: string, how: Meddling): void;
  /** The item as it lies in the table, past the wire. */
  raw(key: ItemKey): Promise<Record<string, AttributeValue> | undefined>;
  put(item: Record<string, AttributeValue>): Promise<void>;
  /** Puts the item back as releases before 0023 wrote it: its value a Map, nothing lifted beside it. */
  asBefore(key: ItemKey, lifted: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** @param definition of the table. @default the one of the embedded cloud */
export async function openWatchedTable(definition: CreateTableCommandInput = TABLE): Promise<WatchedTable> {
  const directory = await mkdtemp(join(tmpdir(), 'huren-table-'));
  const engine = await openDynamo({ directory });
  const calls: TableCall[] = [];
  const meddlings: { operation: string; how: Meddling }[] = [];
  const served = await serve(
    async (request) => {
      const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
      calls.push({ operation, body: request.body.toString() });
      const answer = await engine.handle(request);
      const place = meddlings.findIndex((meddling) => meddling.operation === operation);
      const [meddling] = place === -1 ? [] : meddlings.splice(place, 1);
      if (!meddling) return answer;
      const told = JSON.parse(Buffer.from(answer.body ?? '{}').toString()) as Answer;
      const instead = await meddling.how(told, JSON.parse(request.body.toString()) as Answer);
      if (instead === 'lost') throw new SpoiltAnswer('lost');
      // The checksum is of the answer that was.
      return { status: answer.status, body: JSON.stringify(instead) };
    },
    { port: 0 },
  );
  const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'local-secret' };
  const region = 'cn-northwest-1';
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region, credentials });
  await ensureTable(client, definition);
  const TableName = definition.TableName;
  const config = { endpoint: served.origin, region, credentials };
  const raw = async (key: ItemKey) =>
    (await client.send(new GetItemCommand({ TableName, Key: marshall(key), ConsistentRead: true }))).Item;
  const put = async (Item: Record<string, AttributeValue>) => {
    await client.send(new PutItemCommand({ TableName, Item }));
  };
  return {
    table: new DynamoTable({ tableName: TABLE.TableName, config }),
    calls,
    meddle: (operation, how) => void meddlings.push({ operation, how }),
    raw,
    put,
    async asBefore(key, lifted) {
      const { value, ...rest } = (await raw(key)) ?? {};
      if (!value) throw new Error(`No value lies under ${key.pk} ${key.sk}`);
      const kept = Object.entries(rest).filter(([name]) => !lifted.includes(name));
      await put({ ...Object.fromEntries(kept), ...marshall({ value: unpacked(value) }) });
    },
    async close() {
      client.destroy();
      await served.close();
      await engine.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
