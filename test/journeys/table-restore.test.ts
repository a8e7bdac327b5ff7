import { execFile } from 'node:child_process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { operatorsAws } from '../support/operators-aws.ts';
import { itemsOf, restoreTable } from '../support/restored-table.ts';
import { ok, Person } from './client.ts';
import { FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { reviewAndApprove, submitted } from './stories.ts';

let product: JourneyProduct;
let table: DynamoDBClient;
let local: Instruments;
beforeEach(async () => {
  product = await startForJourney();
  table = new DynamoDBClient(await operatorsAws(product));
  local = new Instruments(product.origin);
});
afterEach(async () => {
  table.destroy();
  await product.stop();
});

function signIn(person: string): Promise<Person> {
  return Person.signIn(product.origin, person);
}

async function accepted(person: string, form: Parameters<typeof submitted>[1]): Promise<string> {
  const { id } = await submitted(await signIn(person), form);
  await local.atState(id, 'AwaitAcceptance');
  ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
  await local.atState(id, 'AwaitReview');
  return id;
}

async function standing(id: string): Promise<{ status: string; intact: boolean }> {
  const supervisor = await signIn('supervisor-1');
  const { status } = await supervisor.get<{ status: string }>(`/cases/${id}`);
  const { intact } = await supervisor.get<{ intact: boolean }>(`/cases/${id}/events`);
  return { status, intact };
}

/** `npm run bring-cases`, as a process of its own. */
async function bring(...args: string[]): Promise<{ code: number; out: string }> {
  const { endpoint, region, credentials } = await operatorsAws(product);
  const env = {
    PATH: process.env['PATH'] ?? '',
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  return new Promise((resolve) => {
    const command = ['infra/bring-cases.ts', '--endpoint', endpoint, ...args];
    execFile(process.execPath, command, { env }, (error, out) => {
      resolve({ code: error === null ? 0 : Number(error.code), out });
    });
  });
}

describe('the table, restored to an earlier moment', () => {
  it('lets a case whose execution was ahead go on when its execution is stopped and redriven', async () => {
    const id = await accepted('permit-1', FORM_OF_PERMIT_1);
    const earlier = await itemsOf(table, 'huren');
    ok(await (await signIn('reviewer-1')).claimAndDecide(id, 'review', 'endorse'));
    await local.atState(id, 'AwaitApproval');
    await restoreTable(table, 'huren', earlier);
    const before = await standing(id);

    const sfn = new SFNClient(await operatorsAws(product));
    const { execution } = await local.history(id);
    await sfn.send(new StopExecutionCommand({ executionArn: execution.arn }));
    sfn.destroy();
    ok(await (await signIn('operator-1')).post(`/executions/${id}/redrive`, {}));
    await reviewAndApprove(local, id, [await signIn('reviewer-2'), await signIn('approver-1')]);

    expect(before).toEqual({ status: 'in-review', intact: true });
    expect(await standing(id)).toEqual({ status: 'issued', intact: true });
  });

  it('gets back the cases that ended or began since, from the table as it was', async () => {
    const ended = await accepted('permit-1', FORM_OF_PERMIT_1);
    const earlier = await itemsOf(table, 'huren');
    await reviewAndApprove(local, ended, [await signIn('reviewer-1'), await signIn('approver-1')]);
    const begun = await accepted('time-1', FORM_OF_TIME_1);
    await restoreTable(table, 'huren-before', await itemsOf(table, 'huren'));
    await restoreTable(table, 'huren', earlier);
    const behind = await standing(ended);
    const gone = await (await signIn('supervisor-1')).send('GET', `/cases/${begun}`);

    const brought = await bring('--from', 'huren-before', '--to', 'huren', ended, begun);
    const again = await bring('--from', 'huren-before', '--to', 'huren', '--dry-run', ended, begun);
    const unknown = await bring('--from', 'huren-before', '--to', 'huren', '01ARZ3NDEKTSV4RRFFQ69G5FAV');
    const wrong = await bring('--from', 'huren', '--to', 'huren', ended);

    expect(behind.status).toBe('in-review');
    expect(gone.status).toBe(404);
    expect([brought, again, unknown, wrong].map(({ code }) => code)).toEqual([0, 0, 1, 2]);
    expect(again.out).toMatch(/ 0 removed\n.* 0 removed\n/u);
    expect(await standing(ended)).toEqual({ status: 'issued', intact: true });
    await reviewAndApprove(local, begun, [await signIn('reviewer-1'), await signIn('approver-1')]);
    expect(await standing(begun)).toEqual({ status: 'issued', intact: true });
    const holder = await signIn('permit-1');
    expect(await holder.get<{ jws: string }>(`/applications/${ended}/permit`)).toHaveProperty('jws');
  });
});
