import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSfnWorkflow } from '../../../functions/adapters/sfn-workflow.ts';
import { serve, type Served } from '../../../infra/local/http-server.ts';
import type { WireResponse } from '../../../infra/local/wire.ts';
import { CREDENTIALS, REGION } from '../../support/embedded-aws.ts';

const ARN = 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:recognition';
let served: Served;
let sent: { operation: string; body: unknown }[] = [];
let answer: WireResponse = { status: 200 };

beforeAll(async () => {
  served = await serve(
    async ({ headers, body }) => {
      sent.push({ operation: headers['x-amz-target'] ?? '', body: JSON.parse(body.toString()) });
      return answer;
    },
    { port: 0 },
  );
});

beforeEach(() => {
  sent = [];
  answer = ok({});
});

afterAll(() => served.close());

function ok(body: object): WireResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(body),
  };
}

function refusal(code: string): WireResponse {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code };
  return { status: 400, headers, body: JSON.stringify({ __type: code, message: code }) };
}

function open() {
  const config = { endpoint: served.origin, region: REGION, credentials: CREDENTIALS, maxAttempts: 1 };
  return createSfnWorkflow({ stateMachineArn: ARN, config });
}

describe('the workflow', () => {
  it('starts one execution, named after the case, that is told the id and nothing else', async () => {
    answer = ok({ executionArn: 'x', startDate: 1 });

    await open().start('case-1');

    expect(sent).toEqual([
      {
        operation: 'AWSStepFunctions.StartExecution',
        body: { stateMachineArn: ARN, name: 'case-1', input: '{"applicationId":"case-1"}' },
      },
    ]);
  });

  it('takes an execution that is there already for started', async () => {
    answer = refusal('ExecutionAlreadyExists');

    await open().start('case-1');

    expect(sent).toHaveLength(1);
  });

  it('answers a token with what is recorded', async () => {
    await open().wake('token-1', { stage: 'review', outcome: 'accept' });

    expect(sent).toEqual([
      {
        operation: 'AWSStepFunctions.SendTaskSuccess',
        body: { taskToken: 'token-1', output: '{"stage":"review","outcome":"accept"}' },
      },
    ]);
  });

  it('answers with the error that every waiting state catches, where the machine is to read the case', async () => {
    await open().reroute('token-1', 'return, acceptance');

    expect(sent).toEqual([
      {
        operation: 'AWSStepFunctions.SendTaskFailure',
        body: { taskToken: 'token-1', error: 'AlreadyDecided', cause: 'return, acceptance' },
      },
    ]);
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])('takes %s for woken', async (code) => {
    answer = refusal(code);

    const told = [await open().wake('token-1', {}), await open().reroute('token-1', 'lapse, none')];

    expect(told).toEqual([false, false]);
  });

  it('says whether a task was still waiting', async () => {
    const waiting = await open().wake('token-1', {});
    answer = refusal('TaskTimedOut');
    const over = await open().wake('token-1', {});

    expect([waiting, over]).toEqual([true, false]);
  });

  it.each([
    ['RUNNING', 'running'],
    ['PENDING_REDRIVE', 'running'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['TIMED_OUT', 'failed'],
    ['ABORTED', 'failed'],
  ])('calls an execution that is %s %s', async (status, expected) => {
    answer = ok({ executionArn: 'x', stateMachineArn: ARN, startDate: 1, status });

    const told = await open().status('case-1');

    expect(told).toBe(expected);
    expect(sent).toEqual([
      {
        operation: 'AWSStepFunctions.DescribeExecution',
        body: { executionArn: `${ARN.replace(':stateMachine:', ':execution:')}:case-1` },
      },
    ]);
  });

  it('knows of no execution where there is none', async () => {
    answer = refusal('ExecutionDoesNotExist');

    const told = await open().status('case-1');

    expect(told).toBeUndefined();
  });

  it('hides no other failure', async () => {
    answer = refusal('InvalidOutput');

    await expect(open().wake('token-1', {})).rejects.toMatchObject({ name: 'InvalidOutput' });
    await expect(open().reroute('token-1', 'x')).rejects.toMatchObject({ name: 'InvalidOutput' });
    await expect(open().start('case-1')).rejects.toMatchObject({ name: 'InvalidOutput' });
  });
});
