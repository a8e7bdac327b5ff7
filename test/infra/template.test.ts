import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { permitApp } from '../../infra/aws/permit-app.ts';
import { addPermitStack } from '../../infra/aws/permit-stack.ts';
import { synthesise, synthesiseAgain, type Synthesised } from './synthesised.ts';

const Manifest = z.object({
  artifacts: z.record(z.string(), z.looseObject({ properties: z.looseObject({}).optional() })),
});
const Outputs = z.object({ Outputs: z.record(z.string(), z.looseObject({})) });

describe.each([['cn-northwest-1'], ['ap-southeast-1']])('The template for %s', (region) => {
  let county: Synthesised;
  beforeAll(async () => {
    county = await synthesise(region);
  });

  it('passes every validation, without so much as a warning', () => {
    expect(county.findings).toEqual([]);
  });

  it('leaves room below the limit of 500 resources', () => {
    const count = Object.keys(county.resources).length;

    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThan(400);
  });

  it('names no partition', () => {
    expect(county.text).not.toMatch(/arn:aws(-[a-z]+)*:/u);
    expect(county.text).toContain('"AWS::Partition"');
  });

  it('holds none of the local instruments', () => {
    expect(county.text).not.toContain('_local');
  });

  it('holds references to what others supply, never their values', () => {
    const resolved = county.text.match(/\{\{resolve:[^}]*\}\}/gu) ?? [];

    expect(new Set(resolved)).toEqual(
      new Set([
        '{{resolve:secretsmanager:huren/suichang/outside:SecretString:provinceUrl::}}',
        '{{resolve:secretsmanager:huren/suichang/outside:SecretString:provinceAccessKey::}}',
        '{{resolve:secretsmanager:huren/suichang/outside:SecretString:provinceSecretKey::}}',
        '{{resolve:secretsmanager:huren/suichang/outside:SecretString:signInServiceCode::}}',
        '{{resolve:secretsmanager:huren/suichang/outside:SecretString:signInServicePassword::}}',
        '{{resolve:secretsmanager:huren/suichang/outside:SecretString:signInAppId::}}',
        '{{resolve:secretsmanager:huren/suichang/outside:SecretString:staffIssuer::}}',
        '{{resolve:secretsmanager:huren/suichang/outside:SecretString:staffAudience::}}',
        '{{resolve:secretsmanager:huren/suichang/outside:SecretString:staffJwksUrl::}}',
        ...(region === 'cn-northwest-1'
          ? [
              '{{resolve:secretsmanager:huren/suichang/outside:SecretString:smsGatewayUrl::}}',
              '{{resolve:secretsmanager:huren/suichang/outside:SecretString:smsGatewayAccessKey::}}',
              '{{resolve:secretsmanager:huren/suichang/outside:SecretString:smsGatewaySecretKey::}}',
            ]
          : []),
      ]),
    );
  });

  it('cannot be deleted by mistake, and says where to go on', () => {
    const { artifacts } = Manifest.parse(
      JSON.parse(readFileSync(join(county.outdir, 'manifest.json'), 'utf8')),
    );

    const outputs = Object.keys(Outputs.parse(JSON.parse(county.text)).Outputs);
    expect(artifacts['huren-suichang']?.properties).toMatchObject({ terminationProtection: true });
    expect(outputs).toEqual(expect.arrayContaining(['ApiUrl', 'ReleaseAlarmArn', 'OperatorsTopicArn']));
  });

  it('is the same when it is made again', async () => {
    const again = await synthesiseAgain(region);

    // Compared outside the assertion: a difference would print both templates.
    expect(again.text === county.text).toBe(true);
  });
});

describe('A region', () => {
  it('that does not exist is refused', async () => {
    await expect(synthesise('xx-nowhere-1')).rejects.toThrow('xx-nowhere-1 is no region');
  });

  it('in China is refused for a county that wants its SMS from SNS', () => {
    const app = permitApp(mkdtempSync(join(tmpdir(), 'huren-synth-')));

    const china = () => addPermitStack(app, { county: 'suichang', region: 'cn-north-1', sms: 'sns' });

    expect(china).toThrow('SNS has no SMS in China');
  });
});
