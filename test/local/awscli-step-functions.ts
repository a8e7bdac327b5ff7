import assert from 'node:assert/strict';
import type { Instruments } from '../journeys/instruments.ts';
import { type AwsCli, refused } from './awscli-runner.ts';

/** The session with Step Functions, on a case that waits for its acceptor. @returns how many answers were checked */
export async function stepfunctions(aws: AwsCli, id: string, local: Instruments): Promise<number> {
  const machines = await aws.did('stepfunctions', 'list-state-machines');
  const [machine] = machines['stateMachines'] as { name: string; stateMachineArn: string }[];
  assert.equal(machine?.name, 'recognition');
  const arn = ['--state-machine-arn', machine.stateMachineArn];
  const again = await aws.say(
    'stepfunctions',
    'start-execution',
    ...arn,
    '--name',
    id,
    '--input',
    '{"other":1}',
  );
  assert.equal(again.error?.code, 'ExecutionAlreadyExists');
  const list = await aws.did('stepfunctions', 'list-executions', ...arn);
  const [execution] = list['executions'] as { executionArn: string; status: string }[];
  const which = ['--execution-arn', execution?.executionArn ?? ''];
  const described = await aws.did('stepfunctions', 'describe-execution', ...which);
  assert.equal(described['status'], 'RUNNING');
  const history = await aws.did('stepfunctions', 'get-execution-history', ...which);
  const events = history['events'] as { type: string }[];
  assert.deepEqual([events[0]?.type, events.at(-1)?.type], ['ExecutionStarted', 'TaskSubmitted']);
  const token = ['--task-token', await tokenOf(aws, id)];
  assert.deepEqual(await aws.did('stepfunctions', 'send-task-heartbeat', ...token), {});
  const failure = ['--error', 'Operator', '--cause', 'tried by hand'];
  await aws.did('stepfunctions', 'send-task-failure', ...token, ...failure);
  const late = await aws.say('stepfunctions', 'send-task-success', ...token, '--task-output', '{}');
  assert.equal(late.error?.code, 'TaskTimedOut');
  await local.advance('PT5M');
  await local.atState(id, 'AwaitAcceptance');
  assert.notEqual(await tokenOf(aws, id), token[1]);
  const definition = '{"QueryLanguage":"JSONata","StartAt":"No","States":{"No":{"Type":"Fail","Error":"E"}}}';
  const role = ['--role-arn', 'arn:aws-cn:iam::000000000000:role/none'];
  const made = await aws.did(
    'stepfunctions',
    'create-state-machine',
    '--name',
    'no',
    '--definition',
    definition,
    ...role,
  );
  const other = ['--state-machine-arn', String(made['stateMachineArn'])];
  const started = await aws.did('stepfunctions', 'start-execution', ...other);
  const failed = ['--execution-arn', String(started['executionArn'])];
  assert.equal((await aws.say('stepfunctions', 'describe-execution', ...failed)).json['error'], 'E');
  const invalid = await aws.say(
    'stepfunctions',
    'describe-execution',
    '--execution-arn',
    `${failed[1]}-none`,
  );
  assert.equal(invalid.error?.code, 'ExecutionDoesNotExist');
  refused(await aws.say('stepfunctions', 'list-activities'), 'ListActivities');
  return 15;
}

async function tokenOf(aws: AwsCli, id: string): Promise<string> {
  const tables = await aws.did('dynamodb', 'list-tables');
  const key = JSON.stringify({ pk: { S: `CASE#${id}` }, sk: { S: 'TOKEN#acceptance' } });
  const [name = ''] = tables['TableNames'] as string[];
  const json = await aws.did('dynamodb', 'get-item', '--table-name', name, '--key', key);
  return (json['Item'] as { token: { S: string } }).token.S;
}
