import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListActivitiesCommand,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireHandler } from '../../../infra/local/wire.ts';
import { awaiting, SfnWorld } from '../../support/sfn-world.ts';

let world: SfnWorld;
let server: Server;
let client: SFNClient;
let tokens: string[];

beforeEach(async () => {
  tokens = [];
  world = await SfnWorld.open({ open: (payload) => tokens.push((payload as { token: string }).token) });
  server = createServer();
  serve(server, (request) => world.sfn.handle(request));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new SFNClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await world.close();
});

function serve(to: Server, handle: WireHandler): void {
  to.on('request', (request, response) => {
    void (async () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]));
      const body = await buffer(request);
      const answer = await handle({ method: 'POST', path: '/', rawQuery: '', headers, body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    })();
  });
}

async function create(states: Record<string, object>, name = 'cases'): Promise<string> {
  const definition = JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: Object.keys(states)[0],
    States: states,
  });
  const roleArn = 'arn:aws:iam::000000000000:role/r';
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name, definition, roleArn }));
  return stateMachineArn ?? '';
}

const waiting = { Wait: { Type: 'Wait', Seconds: 60, End: true } };
const START = new Date('2026-03-02T09:00:00+08:00');

describe('the SDK for Step Functions', () => {
  it('takes a case through a token to its end', async () => {
    const stateMachineArn = await create({ Ask: awaiting('open', { End: true }) });
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn, name: 'case-1' }),
    );
    await world.sfn.idle();

    await client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '{"ok":true}' }));

    const told = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(told).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"ok":true}',
      startDate: START,
      stopDate: START,
    });
    expect(executionArn).toBe('arn:aws:states:us-east-1:000000000000:execution:cases:case-1');
  });

  it('gets the same execution for the same name and input while it runs, and an error otherwise', async () => {
    const stateMachineArn = await create(waiting);
    const start = async (input: string): Promise<unknown> =>
      client.send(new StartExecutionCommand({ stateMachineArn, name: 'one', input }));
    const [first, twin] = await Promise.all([start('{"a":1}'), start('{"a":1}')]);

    const other = start('{"a":2}');
    await expect(other).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await world.advance(60);
    const later = start('{"a":1}');

    await expect(later).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    expect(first).toMatchObject({ executionArn: (twin as { executionArn: string }).executionArn });
    expect(world.sfn.executions()).toHaveLength(1);
  });

  it('lists executions by status, the newest first, page by page', async () => {
    const stateMachineArn = await create(waiting);
    for (const name of ['a', 'b', 'c']) {
      await client.send(new StartExecutionCommand({ stateMachineArn, name }));
      await world.advance(25);
    }
    const filter = { stateMachineArn, statusFilter: 'RUNNING' as const, maxResults: 1 };

    const first = await client.send(new ListExecutionsCommand(filter));
    const second = await client.send(new ListExecutionsCommand({ ...filter, nextToken: first.nextToken }));
    const done = await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }));

    const names = [first, second, done].map(({ executions }) => executions?.map(({ name }) => name));
    expect(names).toEqual([['c'], ['b'], ['a']]);
    expect(second.nextToken).toBeUndefined();
  });

  it('reads a history backwards, in pages, with or without what was said', async () => {
    const stateMachineArn = await create({ Done: { Type: 'Pass', Output: 'secret', End: true } });
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    const ask = { executionArn, reverseOrder: true, maxResults: 3, includeExecutionData: false };

    const first = await client.send(new GetExecutionHistoryCommand(ask));
    const rest = await client.send(new GetExecutionHistoryCommand({ ...ask, nextToken: first.nextToken }));

    expect([...(first.events ?? []), ...(rest.events ?? [])].map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect(first.events?.[1]?.stateExitedEventDetails).toEqual({ name: 'Done' });
    expect(first.events?.[0]?.timestamp).toEqual(START);
  });

  it('stops an execution for good', async () => {
    const stateMachineArn = await create(waiting);
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));

    await client.send(new StopExecutionCommand({ executionArn, error: 'Ended', cause: 'by hand' }));
    await world.advance(120);

    const told = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(told).toMatchObject({
      status: 'ABORTED',
      error: 'Ended',
      cause: 'by hand',
      redriveStatus: 'REDRIVABLE',
    });
    expect(world.sfn.nextDueAt()).toBeUndefined();
  });

  it('is told by AWS names what does not exist, is not valid, or is not built', async () => {
    const stateMachineArn = await create(waiting);
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:none`;
    const answers = await Promise.allSettled([
      client.send(new StartExecutionCommand({ stateMachineArn: `${stateMachineArn}-none` })),
      client.send(new StartExecutionCommand({ stateMachineArn: 'arn:none' })),
      client.send(new StartExecutionCommand({ stateMachineArn, input: '{' })),
      client.send(new StartExecutionCommand({ stateMachineArn, name: 'a b' })),
      client.send(new StartExecutionCommand({ stateMachineArn, name: 'a'.repeat(81) })),
      client.send(new DescribeExecutionCommand({ executionArn })),
      client.send(new DescribeExecutionCommand({ executionArn: stateMachineArn })),
      client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'PENDING_REDRIVE' })),
      client.send(new ListExecutionsCommand({ stateMachineArn, redriveFilter: 'REDRIVEN' })),
      client.send(new ListActivitiesCommand({})),
      create({ Wait: { Type: 'Wait', End: true } }, 'bad'),
      create(waiting, 'not/good'),
      create({ Wait: { Type: 'Succeed' } }),
    ]);

    const names = answers.map((answer) =>
      answer.status === 'rejected' ? (answer.reason as Error).name : 'fine',
    );
    expect(names).toEqual([
      'StateMachineDoesNotExist',
      'InvalidArn',
      'InvalidExecutionInput',
      'InvalidName',
      'ValidationException',
      'ExecutionDoesNotExist',
      'InvalidArn',
      'ValidationException',
      'ValidationException',
      'NotImplemented',
      'InvalidDefinition',
      'InvalidName',
      'StateMachineAlreadyExists',
    ]);
  });
});
