import { describe, expect, it } from 'vitest';
import { Refused } from '../../../infra/deploy/account.ts';
import { EXIT, runDeploy } from '../../../infra/deploy/run-deploy.ts';
import { ALARM, called, pretend } from './pretended.ts';

const TRIAL = ['--county', 'shili', '--region', 'ap-southeast-1', '--open-only'];
const STANDING = {
  status: 'UPDATE_COMPLETE',
  outputs: { ReleaseAlarmArn: ALARM },
  rollbackTriggers: [ALARM],
};
const DEPLOYED = 'cdk deploy --app huren-shili --require-approval never --rollback --outputs-file';
const TRIED = 'node infra/smoke.ts --url https://api.example --open-only';

describe('a deployment', () => {
  it('checks, synthesises, shows what changes, asks, deploys and tries the service, in this order', async () => {
    const options = called(...TRIAL);
    const { tools, done, said } = pretend(options, { stacks: { 'huren-shili': STANDING }, typed: 'y' });

    const code = await runDeploy(options, tools);

    expect(code).toBe(EXIT.done);
    expect(done).toEqual(['synthesise', 'cdk diff --app huren-shili', 'ask Go on? (y/N)', DEPLOYED, TRIED]);
    expect(said.filter((line) => line.startsWith('failed'))).toEqual([]);
    expect(said).toContainEqual(
      'cost        USD 12.50 a month idle; USD 0.000410 a case, USD 0.000600 an overdue one, before SMS and keys; (prices of 2026-03)',
    );
  });

  it('lists the resources by type where there is no stack yet, and sets the trigger of the next rollback', async () => {
    const options = called(...TRIAL, '--yes');
    const { tools, done, said } = pretend(options);

    const code = await runDeploy(options, tools);

    expect(code).toBe(EXIT.done);
    expect(done).toEqual(['synthesise', DEPLOYED, `trigger huren-shili ${ALARM} 15`, TRIED]);
    expect(said).toContain('    21  Lambda::Function');
  });

  it('of a production county goes on only when its name is typed', async () => {
    const options = called(...TRIAL, '--stage', 'production');
    const wrongly = pretend(options, { typed: 'yes' });
    const rightly = pretend(options, { typed: 'shili\n' });

    expect(await runDeploy(options, wrongly.tools)).toBe(EXIT.notConfirmed);
    expect(wrongly.done.at(-1)).toContain('Type the name of the county (shili)');
    expect(await runDeploy(options, rightly.tools)).toBe(EXIT.done);
  });

  it('is not confirmed by silence', async () => {
    const options = called(...TRIAL);
    const { tools, done } = pretend(options, { typed: '' });

    expect(await runDeploy(options, tools)).toBe(EXIT.notConfirmed);
    expect(done.some((act) => act.startsWith('cdk deploy'))).toBe(false);
  });

  it('changes nothing in a dry run', async () => {
    const options = called(...TRIAL, '--dry-run');
    const { tools, done } = pretend(options, { stacks: { 'huren-shili': STANDING } });

    expect(await runDeploy(options, tools)).toBe(EXIT.done);
    expect(done).toEqual(['synthesise', 'cdk diff --app huren-shili']);
  });

  it('can be looked at without an account', async () => {
    const options = called(...TRIAL, '--dry-run');
    const { tools, said } = pretend(options, { offline: true });

    expect(await runDeploy(options, tools)).toBe(EXIT.done);
    expect(said).toContain('     4  S3::Bucket');
  });

  it('does not begin while the template has findings', async () => {
    const options = called(...TRIAL, '--yes');
    const { tools, done, said } = pretend(options, { findings: ['ERROR Public (Rules) at Storage: open'] });

    expect(await runDeploy(options, tools)).toBe(EXIT.findings);
    expect(done).toEqual(['synthesise']);
    expect(said).toContain('failed  template          ERROR Public (Rules) at Storage: open');
  });
});

describe('what must be so beforehand', () => {
  it('is asked all at once, and told in words that say what to do', async () => {
    const options = called(
      '--county',
      'shili',
      '--region',
      'cn-north-1',
      '--account',
      '999988887777',
      '--open-only',
    );
    const { tools, done, said } = pretend(options, {
      stacks: { CDKToolkit: undefined, 'huren-shili': { ...STANDING, status: 'UPDATE_ROLLBACK_FAILED' } },
      secret: false,
      certificate: undefined,
      cdkVersion: '3.0.0',
    });

    expect(await runDeploy(options, tools)).toBe(EXIT.notReady);
    expect(done).toEqual([]);
    expect(said.filter((line) => line.startsWith('failed')).map((line) => line.slice(8, 26).trim())).toEqual([
      'cdk',
      'credentials',
      'bootstrap',
      'secret',
      'certificate',
      'stack',
    ]);
    expect(said.join('\n')).toContain(
      'the partition aws, the region to aws-cn; they belong to the account 111122223333',
    );
    expect(said.join('\n')).toContain('npx cdk bootstrap aws://<account>/cn-north-1');
  });

  it('includes, in China, the domain, its ICP number and its certificate', async () => {
    const options = called('--county', 'suichang', '--region', 'cn-northwest-1', '--dry-run');
    const { tools, said } = pretend(options, { arn: 'arn:aws-cn:iam::111122223333:user/ops' });

    expect(await runDeploy(options, tools)).toBe(EXIT.notReady);
    expect(said.at(-1)).toBe('Not ready: domain, icp-number, certificate-data. Nothing was changed.');
  });

  it('is not the certificate of another domain', async () => {
    const options = called(...TRIAL, '--yes');
    const { tools, said } = pretend(options, { certificate: 'ASCAOTHER0000000000000' });

    expect(await runDeploy(options, tools)).toBe(EXIT.notReady);
    expect(said.join('\n')).toContain(
      'has the id ASCAOTHER0000000000000, the county’s data say ASCAEXAMPLE000000000'.replace('’', "'"),
    );
  });

  it('is not taken as good where it cannot be asked', async () => {
    const options = called(...TRIAL, '--yes');
    const pretended = pretend(options);
    const account = pretended.tools.account;
    const tools = {
      ...pretended.tools,
      account: account && {
        ...account,
        hasSecret: () => Promise.reject(new Refused('AccessDenied', 'You may not ask')),
      },
    };

    expect(await runDeploy(options, tools)).toBe(EXIT.notReady);
    expect(pretended.said).toContain('failed  secret            could not be asked: You may not ask');
  });
});

describe('a deployment that goes wrong', () => {
  it('names the runbook entry when CloudFormation takes it back', async () => {
    const options = called(...TRIAL, '--yes');
    const { tools, done, said } = pretend(options, { codes: { deploy: 1 } });

    expect(await runDeploy(options, tools)).toBe(EXIT.deployFailed);
    expect(done.at(-1)).toBe(DEPLOYED);
    expect(said.at(-1)).toContain('docs/runbook.md#a-deployment-fails');
  });

  it('names the runbook entry when the service is not well', async () => {
    const options = called(...TRIAL, '--yes');
    const { tools, said } = pretend(options, { codes: { 'infra/smoke.ts': 1 } });

    expect(await runDeploy(options, tools)).toBe(EXIT.smokeFailed);
    expect(said.at(-1)).toContain('docs/runbook.md#the-smoke-test-fails');
  });

  it('says so when no alarm would take the next release back, and tries the service all the same', async () => {
    const options = called(...TRIAL, '--yes');
    const { tools, done, said } = pretend(options, {
      refused: new Refused('AccessDenied', 'You may not update'),
    });

    expect(await runDeploy(options, tools)).toBe(EXIT.notGuarded);
    expect(done.at(-1)).toBe(TRIED);
    expect(said.join('\n')).toContain('No alarm takes the next release back: You may not update.');
  });
});
