import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, StackState } from '../../../infra/deploy/account.ts';
import { type DeployOptions, optionsOf } from '../../../infra/deploy/options.ts';
import type { Tools } from '../../../infra/deploy/run-deploy.ts';

/** ARN of the alarm that the pretended stack names. */
export const ALARM = 'arn:aws:cloudwatch:ap-southeast-1:111122223333:alarm:huren-shili-release';

/** The options of a call that is right; the assembly goes into a folder of its own. */
export function called(...args: string[]): DeployOptions {
  const out = mkdtempSync(join(tmpdir(), 'huren-deploy-'));
  const asked = optionsOf([...args, '--out', out]);
  if ('wrong' in asked) throw new Error(asked.wrong.join('\n'));
  return asked;
}

/** How the pretended world differs from one in which all goes well. */
export interface Pretence {
  readonly stacks?: Readonly<Record<string, StackState | undefined>>;
  readonly arn?: string;
  readonly secret?: boolean;
  readonly subscribers?: { readonly all: number; readonly confirmed: number };
  readonly certificate?: string | undefined;
  readonly findings?: readonly string[];
  readonly typed?: string;
  /** Exit code by the first argument: `deploy`, `diff`, `infra/smoke.ts`. */
  readonly codes?: Readonly<Record<string, number>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly cdkVersion?: string;
  readonly offline?: true;
  readonly refused?: Error;
}

const TOOLKIT: StackState = {
  status: 'CREATE_COMPLETE',
  outputs: { BootstrapVersion: '28' },
  rollbackTriggers: [],
};
const OUTPUTS = { ApiUrl: 'https://api.example/', ReleaseAlarmArn: ALARM };

/** Tools that do nothing and write down, in one list, what was asked of them. */
export function pretend(
  options: DeployOptions,
  pretence: Pretence = {},
): { tools: Tools; done: string[]; said: string[] } {
  const done: string[] = [];
  const said: string[] = [];
  const stacks: Readonly<Record<string, StackState | undefined>> = {
    CDKToolkit: TOOLKIT,
    ...pretence.stacks,
  };
  const account: Account = {
    identity: async () => ({
      account: '111122223333',
      arn: pretence.arn ?? 'arn:aws:iam::111122223333:user/ops',
    }),
    stack: async (name) => stacks[name],
    certificate: async () =>
      'certificate' in pretence ? found(pretence.certificate) : found('ASCAEXAMPLE000000000'),
    hasSecret: async () => pretence.secret ?? true,
    subscribers: async () => pretence.subscribers ?? { all: 1, confirmed: 1 },
    async saveRollbackTrigger(stack, alarmArn, minutes) {
      if (pretence.refused) throw pretence.refused;
      done.push(`trigger ${stack} ${alarmArn} ${minutes}`);
    },
  };
  const tools: Tools = {
    print: (line) => said.push(line),
    account: pretence.offline ? undefined : account,
    synthesise: async () => {
      done.push('synthesise');
      return {
        findings: pretence.findings ?? [],
        resources: [
          ['Lambda::Function', 21],
          ['S3::Bucket', 4],
        ],
      };
    },
    estimate: () => ({
      currency: 'USD',
      idleMonth: 12.5,
      happyCase: 0.00041,
      overdueCase: 0.0006,
      without: [],
      source: 'prices of 2026-03',
    }),
    async run(command, args) {
      const [verb = ''] = args;
      done.push(
        [command === options.cdk ? 'cdk' : 'node', ...args.filter((one) => !one.startsWith('/'))].join(' '),
      );
      const code = pretence.codes?.[verb] ?? 0;
      if (verb === 'deploy' && code === 0) {
        const outputs = { [`huren-${options.county.id}`]: pretence.outputs ?? OUTPUTS };
        writeFileSync(join(options.outdir, 'outputs.json'), JSON.stringify(outputs));
      }
      return code;
    },
    read: async () => pretence.cdkVersion ?? '2.1148.0 (build 611e948)\n',
    async publish(bucket, files) {
      done.push(`publish ${bucket} ${files.map(({ key }) => key).join(' ')}`);
    },
    async ask(question) {
      done.push(`ask ${question.trim()}`);
      return pretence.typed ?? '';
    },
  };
  return { tools, done, said };
}

function found(id: string | undefined): { id: string } | undefined {
  return id === undefined ? undefined : { id };
}
