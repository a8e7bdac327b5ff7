import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JourneyProduct, startForJourney } from '../../support/journey-product.ts';
import { KEYS, openQueryAws, type QueryAws } from './query-aws.ts';

const TOOLKIT =
  '<s><StackStatus>CREATE_COMPLETE</StackStatus><Outputs><member><OutputKey>BootstrapVersion</OutputKey><OutputValue>28</OutputValue></member></Outputs></s>';

let product: JourneyProduct;
let aws: QueryAws;
let folder: string;
beforeAll(async () => {
  product = await startForJourney();
  aws = await openQueryAws({ CDKToolkit: TOOLKIT });
  folder = mkdtempSync(join(tmpdir(), 'huren-deploy-command-'));
});
afterAll(async () => {
  await aws.close();
  await product.stop();
});

/** A CDK command that deploys nothing: it writes down how it was called, and names a service that runs here. */
function stubCdk(): string {
  const file = join(folder, `cdk-${randomUUID()}`);
  const outputs = {
    'huren-shili': { ApiUrl: `${product.origin}/`, ReleaseAlarmArn: 'arn:aws:cloudwatch:a:1:alarm:r' },
  };
  const lines = [
    `#!${process.execPath}`,
    `const { appendFileSync, writeFileSync } = require('node:fs');`,
    `const args = process.argv.slice(2);`,
    `if (args[0] === '--version') { console.log('2.1148.0 (stub)'); process.exit(0); }`,
    `appendFileSync(${JSON.stringify(`${file}.log`)}, args.join(' ') + '\\n');`,
    `if (args[0] === 'deploy')`,
    `  writeFileSync(args[args.indexOf('--outputs-file') + 1], ${JSON.stringify(JSON.stringify(outputs))});`,
  ];
  writeFileSync(file, lines.join('\n'), { mode: 0o755 });
  return file;
}

/** `npm run deploy -- …` in a process of its own, against the stand-ins. */
async function deploy(cdk: string, ...args: string[]): Promise<{ code: number | null; printed: string }> {
  const child = spawn(
    process.execPath,
    ['infra/deploy.ts', '--endpoint', aws.url, '--cdk', cdk, '--out', join(folder, 'out'), ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    },
  );
  const [printed, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, printed: `${printed}${errors}` };
}

const SHILI = ['--county', 'shili', '--region', 'ap-southeast-1', '--yes', '--open-only', '--no-cost'];

describe('npm run deploy', () => {
  it('asks the account, deploys what it synthesised, and tries the service it has deployed', async () => {
    const cdk = stubCdk();

    const { code, printed } = await deploy(cdk, ...SHILI);

    expect(printed).toContain('ok      credentials       arn:aws:sts::111122223333:assumed-role/ops/me');
    expect(printed).toMatch(/ok {6}template {10}\d+ resources, 0 findings/u);
    expect(printed).toContain('The service is well: only what is open to anyone was tried, no case');
    expect(code).toBe(0);
    const out = join(folder, 'out');
    expect(readFileSync(`${cdk}.log`, 'utf8')).toBe(
      `deploy --app ${out} huren-shili --require-approval never --rollback --outputs-file ${out}/outputs.json\n`,
    );
    expect(aws.asked.toSorted()).toEqual([
      'DescribeSecret',
      'DescribeStacks CDKToolkit',
      'DescribeStacks huren-shili',
      'DescribeStacks huren-shili',
      'GetCallerIdentity',
      'GetServerCertificate',
      'UpdateStack huren-shili',
    ]);
    // A whole template is made with its real bundles, on a machine that may be busy.
  }, 240_000);

  it('ends with 2 and the way to call it when it is called wrongly', async () => {
    const { code, printed } = await deploy(stubCdk(), '--region', 'nowhere');

    expect(code).toBe(2);
    expect(printed).toContain('--county is missing.\n--region: nowhere is no region of any partition.\n');
    expect(printed).toContain('Usage: npm run deploy --');
  }, 120_000);

  it('ends with 3 when the account is not ready, before anything is made', async () => {
    const cdk = stubCdk();

    const { code, printed } = await deploy(cdk, '--account', '999988887777', ...SHILI);

    expect(code).toBe(3);
    expect(printed).toContain('they belong to the account 111122223333, not 999988887777.');
    expect(printed).toContain('Not ready: credentials. Nothing was changed.');
  }, 120_000);
});
