import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type * as z from 'zod';
import { County } from '../../functions/domain/county.ts';
import { SMS_ROUTES, type SmsRoute } from '../aws/messaging.ts';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = join(ROOT, 'cdk.out');

/** What is to be deployed, and how. */
export interface DeployOptions {
  readonly county: County;
  readonly region: string;
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  /** Twelve digits; undefined: the one the credentials belong to. */
  readonly account: string | undefined;
  /** A release of it is confirmed by typing the county's name. */
  readonly production: boolean;
  /** No question is asked; not for production. */
  readonly yes: boolean;
  /** Says what would change and ends. */
  readonly dryRun: boolean;
  /** For the smoke test after it: how to sign in, or `open` for only what is open to anyone. */
  readonly smoke: { readonly tokenFile: string } | 'open';
  /** Who sends the short messages, where it is not the usual one of the region. */
  readonly sms: SmsRoute | undefined;
  /** The CDK command. */
  readonly cdk: string;
  /** Whether to say what it costs: a case is metered for it, which takes some ten seconds. */
  readonly cost: boolean;
  /** Where AWS is asked, in the place of its own addresses. */
  readonly endpoint: string | undefined;
  /** Folder of the cloud assembly. */
  readonly outdir: string;
}

/** How it is called. */
export const USAGE = `Usage: npm run deploy -- --county <id> --region <region> [--account <12 digits>] [--stage production|trial]
         (--token-file <file> | --open-only) [--yes] [--dry-run]
  --stage       trial needs no name to be typed, where the county's data do not say production
  --sms         sns or gateway: who sends the short messages, where it is not the usual one
  --token-file  the smoke test's token file, read when the deployment is done (npm run smoke)
  --open-only   the smoke test tries no case: for the first deployment, when no account exists yet
  --dry-run     checks, synthesises and says what would change; deploys nothing
  --no-cost     leaves out what it costs, which takes some ten seconds to meter
  --cdk         another CDK command than the pinned one
  --endpoint    another address for the questions to AWS
  --out         folder of the cloud assembly, cdk.out unless said otherwise`;

/** The options, or everything that is wrong with them. */
export function optionsOf(args: readonly string[]): DeployOptions | { readonly wrong: readonly string[] } {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        county: { type: 'string' },
        region: { type: 'string' },
        account: { type: 'string' },
        stage: { type: 'string' },
        sms: { type: 'string' },
        yes: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        'token-file': { type: 'string' },
        'open-only': { type: 'boolean', default: false },
        cdk: { type: 'string', default: join(ROOT, 'node_modules', '.bin', 'cdk') },
        'no-cost': { type: 'boolean', default: false },
        endpoint: { type: 'string' },
        out: { type: 'string', default: OUT },
      },
    }));
  } catch (error) {
    return { wrong: [error instanceof Error ? error.message : String(error)] };
  }
  const { account, region, stage, sms, yes, 'token-file': tokenFile, 'dry-run': dryRun } = values;
  const { county, wrong: countyFaults } = readCounty(values.county);
  const partition = region === undefined ? undefined : RegionInfo.get(region).partition;
  const production = county?.stage === 'production' || stage === 'production';
  const route = SMS_ROUTES.find((one) => one === sms);
  const wrong = [
    ...countyFaults,
    ...(region === undefined ? ['--region is missing.'] : []),
    ...(region !== undefined && !partition ? [`--region: ${region} is no region of any partition.`] : []),
    ...(account !== undefined && !/^\d{12}$/u.test(account)
      ? [`--account: “${account}” is not twelve digits.`]
      : []),
    ...(stage === undefined || stage === 'production' || stage === 'trial'
      ? []
      : [`--stage is production or trial, not “${stage}”.`]),
    ...(sms === undefined || route ? [] : [`--sms is one of ${SMS_ROUTES.join(', ')}, not “${sms}”.`]),
    ...(production && yes ? ['--yes is not for production: type the name of the county when asked.'] : []),
    ...smokeFaults(tokenFile, values['open-only'], dryRun),
    ...(values.endpoint === undefined || URL.canParse(values.endpoint)
      ? []
      : [`--endpoint: “${values.endpoint}” is no address.`]),
    ...outFaults(values.out),
    ...(existsSync(values.cdk) ? [] : [`--cdk: there is no ${values.cdk}; run npm ci.`]),
  ];
  if (wrong.length > 0 || !county || region === undefined || !partition) return { wrong };
  return {
    county,
    region,
    partition,
    account,
    production,
    yes,
    dryRun,
    smoke: tokenFile === undefined ? 'open' : { tokenFile },
    sms: route,
    cdk: resolve(values.cdk),
    cost: !values['no-cost'],
    endpoint: values.endpoint,
    outdir: resolve(values.out),
  };
}

function smokeFaults(tokenFile: string | undefined, openOnly: boolean, dryRun: boolean): string[] {
  if (tokenFile !== undefined && openOnly) return ['--token-file and --open-only do not go together.'];
  if (tokenFile !== undefined && !existsSync(tokenFile)) return [`--token-file: there is no ${tokenFile}.`];
  if (tokenFile === undefined && !openOnly && !dryRun)
    return ['--token-file is missing: the smoke test needs it. For a first deployment say --open-only.'];
  return [];
}

/** The folder is emptied first: only what an earlier assembly has left may be in it. */
function outFaults(out: string): string[] {
  const found = statSync(out, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [`--out: ${out} is no folder.`];
  const isAssembly = ['cdk.out', 'validation-report.json'].some(
    (name) => statSync(join(out, name), { throwIfNoEntry: false })?.isFile() === true,
  );
  if (isAssembly || resolve(out) === OUT || readdirSync(out).length === 0) return [];
  return [`--out: ${out} holds something else than a cloud assembly, which would be deleted.`];
}

/** The county's data with every fault in it. */
function readCounty(id: string | undefined): { county?: County; wrong: string[] } {
  if (id === undefined) return { wrong: ['--county is missing.'] };
  const file = join('infra', 'counties', `${id}.json`);
  if (!/^[a-z]+$/u.test(id) || !existsSync(join(ROOT, file)))
    return { wrong: [`--county: there is no infra/counties/${id}.json.`] };
  const parsed = County.safeParse(parseJson(readFileSync(join(ROOT, file), 'utf8')));
  if (!parsed.success) return { wrong: parsed.error.issues.map((issue) => faultOf(file, issue)) };
  if (parsed.data.id !== id) return { wrong: [`${file}: /id is ${parsed.data.id}, not ${id}.`] };
  return { county: parsed.data, wrong: [] };
}

function faultOf(file: string, { path, message }: z.core.$ZodIssue): string {
  return `${file}: /${path.map(String).join('/')}: ${message}.`;
}

/** Undefined for what is no JSON: the schema then says that it is no object. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
