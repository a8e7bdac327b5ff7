import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, openAccount } from '../../../infra/deploy/account.ts';
import { KEYS, openQueryAws, type QueryAws } from './query-aws.ts';

/** As CloudFormation answers, cut to what is read. */
const STANDING = `<DescribeStacksResponse><DescribeStacksResult><Stacks><member>
  <StackId>arn:aws:cloudformation:ap-southeast-1:111122223333:stack/huren-shili/1</StackId>
  <StackStatus>UPDATE_COMPLETE</StackStatus>
  <Outputs>
    <member><OutputKey>ApiUrl</OutputKey><OutputValue>https://api.example/</OutputValue></member>
    <member><OutputKey>ReleaseAlarmArn</OutputKey><OutputValue>arn:alarm</OutputValue></member>
  </Outputs>
  <RollbackConfiguration>
    <RollbackTriggers><member><Arn>arn:alarm</Arn><Type>AWS::CloudWatch::CompositeAlarm</Type></member></RollbackTriggers>
    <MonitoringTimeInMinutes>15</MonitoringTimeInMinutes>
  </RollbackConfiguration>
</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

let aws: QueryAws;
beforeAll(async () => {
  aws = await openQueryAws({ 'huren-shili': STANDING });
});
afterAll(() => aws.close());

function account(credentials = KEYS as Parameters<typeof openAccount>[0]['credentials']): Account {
  return openAccount({ region: 'ap-southeast-1', partition: 'aws', credentials, endpoint: aws.url });
}

describe('an account', () => {
  it('is asked with requests that are signed as AWS checks them, with a session’s token too', async () => {
    const { account: number } = await account({ ...KEYS, sessionToken: 'of a role' }).identity();

    expect(number).toBe('111122223333');
  });

  it('says how a stack stands, what it names, and which alarms take its updates back', async () => {
    const stack = await account().stack('huren-shili');

    expect(stack).toEqual({
      status: 'UPDATE_COMPLETE',
      outputs: { ApiUrl: 'https://api.example/', ReleaseAlarmArn: 'arn:alarm' },
      rollbackTriggers: ['arn:alarm'],
    });
  });

  it('says how many subscribe to a topic, and how many confirmed it', async () => {
    const found = await account().subscribers('arn:aws:sns:ap-southeast-1:111122223333:operators');

    expect(found).toEqual({ all: 2, confirmed: 1 });
  });

  it('has no stack where CloudFormation says that it does not exist', async () => {
    const stack = await account().stack('huren-nowhere');

    expect(stack).toBeUndefined();
  });

  it('is not taken for empty where it refuses to answer', async () => {
    const stranger = account({ ...KEYS, secretAccessKey: 'another' });

    await expect(stranger.stack('huren-shili')).rejects.toMatchObject({ name: 'Refused', code: 'Signature' });
    await expect(stranger.hasSecret('huren/shili/outside')).rejects.toMatchObject({ name: 'Refused' });
  });
});
