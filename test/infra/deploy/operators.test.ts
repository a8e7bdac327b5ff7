import { describe, expect, it } from 'vitest';
import { EXIT, runDeploy } from '../../../infra/deploy/run-deploy.ts';
import { ALARM, called, pretend } from './pretended.ts';

const OUTPUTS = { ApiUrl: 'https://api.example/', ReleaseAlarmArn: ALARM, OperatorsTopicArn: 'arn:topic' };

describe('a deployment', () => {
  it.each([
    ['nobody subscribed', { all: 0, confirmed: 0 }, /^warning .*aws sns subscribe --topic-arn arn:topic/u],
    ['nobody confirmed', { all: 2, confirmed: 0 }, /^warning .*2 have not confirmed/u],
  ])('warns that nobody would hear an alarm: %s', async (_why, subscribers, warning) => {
    const options = called('--county', 'shili', '--region', 'ap-southeast-1', '--open-only', '--yes');
    const { tools, said } = pretend(options, { subscribers, outputs: OUTPUTS });

    const code = await runDeploy(options, tools);

    expect(code).toBe(EXIT.done);
    expect(said).toContainEqual(expect.stringMatching(warning));
  });

  it('says nothing of the operators where one of them has confirmed', async () => {
    const options = called('--county', 'shili', '--region', 'ap-southeast-1', '--open-only', '--yes');
    const { tools, said } = pretend(options, { subscribers: { all: 2, confirmed: 1 }, outputs: OUTPUTS });

    await runDeploy(options, tools);

    expect(said.filter((line) => line.startsWith('warning'))).toEqual([]);
  });
});
