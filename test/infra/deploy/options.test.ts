import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DeployOptions, optionsOf } from '../../../infra/deploy/options.ts';

function wrongIn(...args: string[]): readonly string[] {
  const asked = optionsOf(args);
  return 'wrong' in asked ? asked.wrong : [];
}

function rightOf(...args: string[]): DeployOptions {
  const asked = optionsOf(args);
  if ('wrong' in asked) throw new Error(asked.wrong.join('\n'));
  return asked;
}

describe('the call of a deployment', () => {
  it('is told everything that is wrong with it at once', () => {
    const wrong = wrongIn(
      '--county',
      'nowhere',
      '--region',
      'xx-nowhere-1',
      '--account',
      '12',
      '--stage',
      'best',
      '--sms',
      'pigeon',
      '--token-file',
      '/none',
      '--cdk',
      '/no/cdk',
    );

    expect(wrong).toEqual([
      '--county: there is no infra/counties/nowhere.json.',
      '--region: xx-nowhere-1 is no region of any partition.',
      '--account: “12” is not twelve digits.',
      '--stage is production or trial, not “best”.',
      '--sms is one of sns, gateway, not “pigeon”.',
      '--token-file: there is no /none.',
      '--cdk: there is no /no/cdk; run npm ci.',
    ]);
  });

  it('needs a county, a region and a way to sign in for the smoke test', () => {
    const wrong = wrongIn();

    expect(wrong).toEqual([
      '--county is missing.',
      '--region is missing.',
      '--token-file is missing: the smoke test needs it. For a first deployment say --open-only.',
    ]);
  });

  it('takes no folder that holds something else, since it is emptied first', () => {
    const call = ['--county', 'shili', '--region', 'ap-southeast-1', '--open-only', '--out'];
    const folder = mkdtempSync(join(tmpdir(), 'huren-out-'));
    const file = join(folder, 'letters.txt');

    const whenEmpty = wrongIn(...call, folder);
    writeFileSync(file, 'kept');

    expect(whenEmpty).toEqual([]);
    expect(wrongIn(...call, folder)).toEqual([
      `--out: ${folder} holds something else than a cloud assembly, which would be deleted.`,
    ]);
    expect(wrongIn(...call, '.')).toEqual([
      '--out: . holds something else than a cloud assembly, which would be deleted.',
    ]);
    expect(wrongIn(...call, file)).toEqual([`--out: ${file} is no folder.`]);
    writeFileSync(join(folder, 'cdk.out'), '{}');
    expect(wrongIn(...call, folder)).toEqual([]);
  });

  it('does not reach out of the folder of the counties', () => {
    const wrong = wrongIn('--county', '../counties/suichang', '--region', 'cn-north-1', '--open-only');

    expect(wrong).toEqual(['--county: there is no infra/counties/../counties/suichang.json.']);
  });

  it('takes no --yes for production, by the county’s data or by --stage', () => {
    const region = ['--region', 'ap-southeast-1', '--open-only', '--yes'];

    const sentence = '--yes is not for production: type the name of the county when asked.';
    expect(wrongIn('--county', 'suichang', ...region)).toEqual([sentence]);
    expect(wrongIn('--county', 'suichang', '--stage', 'trial', ...region)).toEqual([sentence]);
    expect(wrongIn('--county', 'shili', '--stage', 'production', ...region)).toEqual([sentence]);
    expect(wrongIn('--county', 'shili', ...region)).toEqual([]);
  });

  it('does not take a token file and no case together', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'huren-tokens-')), 'token');
    writeFileSync(file, 'token');

    const wrong = wrongIn('--county', 'shili', '--region', 'cn-north-1', '--token-file', file, '--open-only');

    expect(wrong).toEqual(['--token-file and --open-only do not go together.']);
  });

  it('knows no options but its own', () => {
    expect(wrongIn('--force')).toEqual([expect.stringContaining('--force')]);
  });

  it('learns the partition from the region', () => {
    const china = rightOf('--county', 'shili', '--region', 'cn-northwest-1', '--dry-run');
    const singapore = rightOf('--county', 'shili', '--region', 'ap-southeast-1', '--dry-run');

    expect([china.partition, singapore.partition]).toEqual(['aws-cn', 'aws']);
    expect(china).toMatchObject({ production: false, dryRun: true, smoke: 'open', account: undefined });
  });
});
