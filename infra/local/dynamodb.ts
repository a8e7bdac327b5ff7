import { isAscii } from 'node:buffer';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  waitUntilTableExists,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { Pool, type Dispatcher } from 'undici';
import { createFullDiskWarning } from './disk.ts';
import { DynamoProcess } from './dynamo-process.ts';
import { AwsError, type WireHandler, type WireResponse } from './wire.ts';

/**
 * DynamoDB: a real engine in a child process of its own, or any other DynamoDB that is named, behind a proxy.
 * It never deletes by TTL; readers must pass over expired items, as they must at AWS.
 */
export interface Dynamo {
  /** Of the engine itself, without the proxy. */
  readonly endpoint: string;
  /** Passes calls on. Answers `InternalServerError` (500), which the SDK tries again, while the engine is down. */
  readonly handle: WireHandler;
  /** Of the child process; undefined when it is down, or when another DynamoDB is used. */
  pid(): number | undefined;
  close(): Promise<void>;
}

/** As many as the engine is asked at once; what comes beyond waits. */
const CONNECTIONS = 16;
/** All that an engine reads. Of a connection's own headers none may be passed on. */
const PASSED_ON = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'] as const;
const KEPT_OF_ANSWER = /^(?:content-type|x-amz)/u;
const VALUES = /^(?:Item|Key|ExclusiveStartKey|ExpressionAttributeValues)$/u;
const EXPRESSION = /^(?:Condition|KeyCondition|Filter|Projection|Update)Expression$|^Statement$/u;

/**
 * Starts the engine and waits until it answers.
 * @param options.directory where the database lies
 * @param options.endpoint of another DynamoDB, to be used instead of the built-in one
 * @throws Error in plain words when there is neither an engine for this machine nor an endpoint
 */
export async function openDynamo(options: { directory: string; endpoint?: string }): Promise<Dynamo> {
  if (options.endpoint !== undefined) {
    const other = createWay(options.endpoint);
    return { endpoint: options.endpoint, handle: other.pass, pid: () => undefined, close: other.close };
  }
  await mkdir(options.directory, { recursive: true });
  const warnIfFull = createFullDiskWarning(options.directory, (words) => console.error(words));
  const engine = await DynamoProcess.start(join(options.directory, 'dynamodb.sqlite'));
  const way = createWay(engine.endpoint);
  return {
    endpoint: engine.endpoint,
    async handle(request) {
      await engine.ready();
      const response = await way.pass(request);
      if (response.status >= 500) await warnIfFull();
      return response;
    },
    pid: () => engine.pid(),
    async close() {
      await way.close();
      await engine.close();
    },
  };
}

/**
 * Makes the table unless there is one of that name, and waits until it can be used.
 * A table that is there is left as it is, also when it differs.
 */
export async function ensureTable(client: DynamoDBClient, table: CreateTableCommandInput): Promise<void> {
  const { TableName } = table;
  try {
    await client.send(new DescribeTableCommand({ TableName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await client.send(new CreateTableCommand(table));
  }
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.2 }, { TableName });
}

/** The way to an engine, over connections that are kept. */
function createWay(endpoint: string): { pass: WireHandler; readonly close: () => Promise<void> } {
  const { origin, pathname } = new URL(endpoint);
  const pool = new Pool(origin, { connections: CONNECTIONS });
  return {
    async pass(request) {
      refuseNonAsciiExpressions(request.body);
      try {
        const headers = Object.fromEntries(PASSED_ON.map((name) => [name, request.headers[name] ?? '']));
        return await exchange(pool, { path: pathname, method: 'POST', headers, body: request.body });
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new AwsError('InternalServerError', `DynamoDB did not answer: ${why}`, 500);
      }
    },
    close: () => pool.destroy(),
  };
}

/** One call, its answer whole: a stream for each answer would cost more than the answers. */
function exchange(pool: Pool, call: Dispatcher.DispatchOptions): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let head: Omit<WireResponse, 'body'> = { status: 0 };
    pool.dispatch(call, {
      // Its presence tells undici which kind of handler this is.
      onRequestStart: () => undefined,
      onResponseStart(_controller, status, headers) {
        const kept = Object.entries(headers).flatMap(([name, value]) =>
          KEPT_OF_ANSWER.test(name) ? [[name, String(value)] as const] : [],
        );
        head = { status, headers: Object.fromEntries(kept) };
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd: () => resolve({ ...head, body: Buffer.concat(chunks) }),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

/** The engine dies of a non-ASCII character in an expression (GHSA-gwhp-7jch-7xj6); names and values may hold any. */
function refuseNonAsciiExpressions(body: Buffer): void {
  // Most bodies are plain ASCII without escapes: they are not looked at.
  if (isAscii(body) && !body.includes('\\u')) return;
  const name = nonAsciiExpression(JSON.parse(body.toString()));
  if (name === undefined) return;
  const words = `${name} holds a character outside ASCII, which this DynamoDB cannot read: use ExpressionAttributeNames`;
  throw new AwsError('ValidationException', words);
}

/** Its name. Keys and values of items hold no expressions, so that those are passed over. */
function nonAsciiExpression(of: unknown): string | undefined {
  if (typeof of !== 'object' || of === null) return undefined;
  for (const [name, value] of Object.entries(of)) {
    if (VALUES.test(name)) continue;
    if (typeof value === 'string' && EXPRESSION.test(name) && /[^\p{ASCII}]/u.test(value)) return name;
    const inside = nonAsciiExpression(value);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
