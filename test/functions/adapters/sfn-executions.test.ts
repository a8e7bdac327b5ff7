import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSfnWorkflow } from '../../../functions/adapters/sfn-workflow.ts';
import { serve, type Served } from '../../../infra/local/http-server.ts';
import type { WireResponse } from '../../../infra/local/wire.ts';
import { CREDENTIALS, REGION } from '../../support/embedded-aws.ts';

const MACHINE = 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:recognition';
const EXECUTION = 'arn:aws-cn:states:cn-northwest-1:000000000000:execution:recognition:case-1';
let served: Served;
let sent: { operation: string; body: unknown }[] = [];
let answers: Record<string, WireResponse> = {};

beforeAll(async () => {
  served = await serve(
    async ({ headers, body }) => {
      const operation = (headers['x-amz-target'] ?? '').replace('AWSStepFunctions.', '');
      sent.push({ operation, body: JSON.parse(body.toString()) });
      return answers[operation] ?? answer(200, {});
    },
    { port: 0 },
  );
});
beforeEach(() => {
  sent = [];
  answers = {};
});
afterAll(() => served.close());

function answer(status: number, body: object): WireResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}

function open() {
  const config = { endpoint: served.origin, region: REGION, credentials: CREDENTIALS, maxAttempts: 1 };
  return createSfnWorkflow({ stateMachineArn: MACHINE, config });
}

describe('the executions of the machine', () => {
  it('are asked for by a page that was named before, or it is told which item is wrong', async () => {
    answers['ListExecutions'] = answer(400, { __type: 'InvalidToken', message: "Invalid Token: 'abc'" });

    const listing = open().list({ page: 'abc' });

    await expect(listing).rejects.toMatchObject({
      code: 'MALFORMED',
      defects: [{ pointer: '/query/page', code: 'FIELD_FORMAT' }],
    });
  });

  it('are listed by status and page, each by its case and in business time', async () => {
    const started = Date.parse('2026-03-02T09:00:00+08:00') / 1000;
    answers['ListExecutions'] = answer(200, {
      executions: [{ name: 'case-1', status: 'FAILED', startDate: started, stopDate: started + 60 }],
      nextToken: 'page-3',
    });

    const listed = await open().list({ status: 'FAILED', page: 'page-2' });

    expect(sent).toEqual([
      {
        operation: 'ListExecutions',
        body: { stateMachineArn: MACHINE, maxResults: 100, statusFilter: 'FAILED', nextToken: 'page-2' },
      },
    ]);
    expect(listed).toEqual({
      executions: [
        {
          caseId: 'case-1',
          status: 'FAILED',
          startedAt: '2026-03-02T09:00:00.000+08:00',
          stoppedAt: '2026-03-02T09:01:00.000+08:00',
        },
      ],
      next: 'page-3',
    });
  });

  it('go on when one that has failed is redriven', async () => {
    answers['DescribeExecution'] = answer(200, { executionArn: EXECUTION, status: 'FAILED' });

    const outcome = await open().redrive('case-1');

    expect(outcome).toBe('running');
    expect(sent.at(-1)).toMatchObject({ operation: 'RedriveExecution', body: { executionArn: EXECUTION } });
  });

  it('are left alone while they run', async () => {
    answers['DescribeExecution'] = answer(200, { executionArn: EXECUTION, status: 'RUNNING' });

    const outcome = await open().redrive('case-1');

    expect(outcome).toBe('running');
    expect(sent.map(({ operation }) => operation)).toEqual(['DescribeExecution']);
  });

  it.each([
    ['ExecutionDoesNotExist', undefined],
    ['ExecutionNotRedrivable', 'not-redrivable'],
  ])('are not redriven where the machine answers %s', async (code, outcome) => {
    answers['DescribeExecution'] = answer(400, { __type: code, message: code });

    expect(await open().redrive('case-1')).toBe(outcome);
  });

  it('are a fault where the machine answers anything else', async () => {
    answers['DescribeExecution'] = answer(400, { __type: 'AccessDeniedException', message: 'no' });

    await expect(open().redrive('case-1')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
