import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type PageFile, pagesOf } from '../aws/pages.ts';
import type { Account, StackState } from './account.ts';
import { checkAccount, checkCounty, checkMachine, type Check } from './checks.ts';
import { type CostEstimate, costLine } from './cost.ts';
import { sayWhoIsTold } from './operators.ts';
import type { DeployOptions } from './options.ts';
import type { Synthesis } from './template.ts';

/** How a deployment ended, as the exit code says it. */
export const EXIT = {
  done: 0,
  wrongCall: 2,
  notReady: 3,
  findings: 4,
  notConfirmed: 5,
  deployFailed: 6,
  smokeFailed: 7,
  notGuarded: 8,
} as const;

/** What a deployment does to the world; a test hands in others. */
export interface Tools {
  readonly print: (line: string) => void;
  /** Undefined when there are no credentials. */
  readonly account: Account | undefined;
  synthesise(options: DeployOptions): Promise<Synthesis>;
  estimate(county: string, region: string): CostEstimate | string;
  /** Runs a command, its output on the screen. @returns its exit code */
  run(command: string, args: readonly string[]): Promise<number>;
  /** Runs a command quietly. @returns what it printed */
  read(command: string, args: readonly string[]): Promise<string>;
  /** Puts the files into a bucket; what is there under another name stays. */
  publish(bucket: string, files: readonly PageFile[]): Promise<void>;
  /** @returns what is typed; empty when nobody can type */
  ask(question: string): Promise<string>;
}

/** So long CloudFormation watches the release's alarm after an update, minutes; cases go on meanwhile. */
const MONITORING_MINUTES = 15;
const Outputs = z.record(z.string(), z.record(z.string(), z.string()));

/** Checks, synthesises, says what will change, asks, deploys and tries the service. @returns the exit code */
export async function runDeploy(options: DeployOptions, tools: Tools): Promise<number> {
  const { county, region } = options;
  const { print } = tools;
  const { checks, stack } = await allChecks(options, tools);
  for (const { name, outcome, words } of checks) print(`${outcome.padEnd(8)}${name.padEnd(18)}${words}`);
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  // What needs no account can be seen without one.
  const offline = options.dryRun && !tools.account;
  if (failed.some(({ name }) => !(offline && name === 'credentials'))) {
    print(`Not ready: ${failed.map(({ name }) => name).join(', ')}. Nothing was changed.`);
    return EXIT.notReady;
  }

  const { findings, resources } = await tools.synthesise(options);
  if (findings.length > 0) {
    for (const finding of findings) print(`failed  template          ${finding}`);
    print('The template has findings. Nothing was changed.');
    return EXIT.findings;
  }
  const total = resources.reduce((sum, [, count]) => sum + count, 0);
  print(`ok      template          ${total} resources, 0 findings`);
  if (stack && !offline) await tools.run(options.cdk, ['diff', ...target(options)]);
  else for (const [type, count] of resources) print(`  ${String(count).padStart(4)}  ${type}`);
  if (options.cost) print(costLine(tools.estimate(county.id, region)));
  if (options.dryRun) {
    print('Nothing was changed: --dry-run.');
    return EXIT.done;
  }
  if (!(await confirmed(options, tools))) {
    print('Not confirmed. Nothing was changed.');
    return EXIT.notConfirmed;
  }
  return release(options, tools);
}

async function allChecks(
  options: DeployOptions,
  tools: Tools,
): Promise<{ checks: Check[]; stack?: StackState | undefined }> {
  const machine = checkMachine(process.version, await tools.read(options.cdk, ['--version']));
  const { checks, stack } = await checkAccount(options, tools.account);
  return { checks: [...machine, ...checkCounty(options), ...checks], stack };
}

async function confirmed({ county, production, yes }: DeployOptions, tools: Tools): Promise<boolean> {
  if (production) {
    const typed = await tools.ask(
      `This is production. Type the name of the county (${county.id}) to go on: `,
    );
    return typed.trim() === county.id;
  }
  return yes || /^y(?:es)?$/iu.test((await tools.ask('Go on? (y/N) ')).trim());
}

async function release(options: DeployOptions, tools: Tools): Promise<number> {
  const { outdir } = options;
  const { print } = tools;
  const outputsFile = join(outdir, 'outputs.json');
  rmSync(outputsFile, { force: true });
  const code = await tools.run(options.cdk, [
    'deploy',
    ...target(options),
    '--require-approval',
    'never',
    '--rollback',
    '--outputs-file',
    outputsFile,
  ]);
  if (code !== 0 || !existsSync(outputsFile)) {
    print('The deployment failed; CloudFormation takes it back, or says why it cannot.');
    print('What to do: docs/runbook.md#a-deployment-fails');
    return EXIT.deployFailed;
  }
  const {
    ApiUrl: url,
    ReleaseAlarmArn: alarm,
    OperatorsTopicArn: topic,
    PagesBucket: bucket,
    PagesUrl,
  } = outputsIn(outputsFile, options);
  if (bucket !== undefined) {
    await tools.publish(bucket, pagesOf(options.county));
    print(`Pages: ${PagesUrl ?? bucket}`);
  }
  const guarded = await isGuarded(options, tools, alarm);
  if (topic !== undefined) await sayWhoIsTold(options.county.id, topic, tools);
  if (!url) {
    print(
      'The deployment names no ApiUrl: the service could not be tried. docs/runbook.md#the-smoke-test-fails',
    );
    return EXIT.smokeFailed;
  }
  const ended = await smoke(options, tools, url.replace(/\/$/u, ''));
  return ended === EXIT.done && !guarded ? EXIT.notGuarded : ended;
}

function outputsIn(file: string, { county }: DeployOptions): Readonly<Record<string, string>> {
  return Outputs.parse(JSON.parse(readFileSync(file, 'utf8')))[`huren-${county.id}`] ?? {};
}

/**
 * Whether the next release is taken back when its alarm sounds. CloudFormation keeps a trigger and applies it to every
 * later update; the CDK command has no option for it, so it is saved once, when the alarm exists.
 */
async function isGuarded(
  { county }: DeployOptions,
  tools: Tools,
  alarm: string | undefined,
): Promise<boolean> {
  const name = `huren-${county.id}`;
  try {
    if (alarm === undefined) throw new Error('the stack names no ReleaseAlarmArn');
    const stack = await tools.account?.stack(name);
    if (stack?.rollbackTriggers.includes(alarm)) return true;
    await tools.account?.saveRollbackTrigger(name, alarm, MONITORING_MINUTES);
    tools.print(
      `From the next release on, ${alarm} takes a release back within ${MONITORING_MINUTES} minutes.`,
    );
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    tools.print(`No alarm takes the next release back: ${why}. docs/runbook.md#a-release-is-rolled-back`);
    return false;
  }
}

async function smoke({ smoke: how }: DeployOptions, tools: Tools, url: string): Promise<number> {
  const { print } = tools;
  print(`Deployed: ${url}`);
  const way = how === 'open' ? ['--open-only'] : ['--token-file', how.tokenFile];
  const code = await tools.run(process.execPath, ['infra/smoke.ts', '--url', url, ...way]);
  if (code === 0) return EXIT.done;
  print('Deployed, but the service is not well. What to do: docs/runbook.md#the-smoke-test-fails');
  return EXIT.smokeFailed;
}

/** The assembly that was validated, and the county's stack in it. */
function target({ outdir, county }: DeployOptions): string[] {
  return ['--app', outdir, `huren-${county.id}`];
}
