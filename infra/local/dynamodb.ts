import { Agent, request as send } from 'node:http';
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
import { createFullDiskWarning } from './disk.ts';
import { DynamoProcess } from './dynamo-process.ts';
import { AwsError, type WireHandler, type WireRequest, type WireResponse } from './wire.ts';

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

/** Hop-by-hop headers, and those that belong to this connection only. */
const NOT_PASSED_ON = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'host',
  'content-length',
  'expect',
]);
const EXPRESSION = /^(?:Condition|KeyCondition|Filter|Projection|Update)Expression$|^Statement$/u;

/**
 * Starts the engine and waits until it answers.
 * @param options.directory where the database lies
 * @param options.endpoint of another DynamoDB, to be used instead of the built-in one
 * @throws Error in plain words when there is neither an engine for this machine nor an endpoint
 */
export async function openDynamo(options: { directory: string; endpoint?: string }): Promise<Dynamo> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  if (options.endpoint !== undefined) {
    const { endpoint } = options;
    return {
      endpoint,
      handle: (request) => forward(endpoint, agent, request),
      pid: () => undefined,
      close: () => Promise.resolve(agent.destroy()),
    };
  }
  await mkdir(options.directory, { recursive: true });
  const warnIfFull = createFullDiskWarning(options.directory, (words) => console.error(words));
  const engine = await DynamoProcess.start(join(options.directory, 'dynamodb.sqlite'));
  return {
    endpoint: engine.endpoint,
    async handle(request) {
      await engine.ready();
      const response = await forward(engine.endpoint, agent, request);
      if (response.status >= 500) await warnIfFull();
      return response;
    },
    pid: () => engine.pid(),
    async close() {
      agent.destroy();
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

async function forward(endpoint: string, agent: Agent, request: WireRequest): Promise<WireResponse> {
  refuseNonAsciiExpressions(request.body);
  const headers = Object.entries(request.headers).filter(([name]) => !NOT_PASSED_ON.has(name));
  try {
    return await new Promise<WireResponse>((resolve, reject) => {
      const outgoing = send(
        `${endpoint}/`,
        {
          agent,
          method: request.method,
          headers: { ...Object.fromEntries(headers), 'content-length': request.body.length },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const kept = Object.entries(incoming.headers).flatMap(([name, value]) =>
              NOT_PASSED_ON.has(name) || value === undefined ? [] : [[name, String(value)] as const],
            );
            const status = incoming.statusCode ?? 500;
            resolve({ status, headers: Object.fromEntries(kept), body: Buffer.concat(chunks) });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(request.body);
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AwsError('InternalServerError', `DynamoDB did not answer: ${why}`, 500);
  }
}

/** The engine dies of a non-ASCII character in an expression (GHSA-gwhp-7jch-7xj6); names and values may hold any. */
function refuseNonAsciiExpressions(body: Buffer): void {
  // Most bodies are plain ASCII without escapes: they are not parsed.
  if (!body.some((byte) => byte > 0x7f) && !body.includes('\\u')) return;
  JSON.parse(body.toString(), (name, value: unknown) => {
    if (typeof value === 'string' && EXPRESSION.test(name) && /[^\p{ASCII}]/u.test(value)) {
      const words = `${name} holds a character outside ASCII, which this DynamoDB cannot read: use ExpressionAttributeNames`;
      throw new AwsError('ValidationException', words);
    }
    return value;
  });
}
