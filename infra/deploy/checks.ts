import type { Account, StackState } from './account.ts';
import type { DeployOptions } from './options.ts';

/** One thing that must be so before anything is deployed. */
export interface Check {
  readonly name: string;
  /** What was found, or what is wrong and what to do. */
  readonly words: string;
  readonly outcome: 'ok' | 'failed';
}

/** What the checks learn of the account. */
export interface Found {
  readonly checks: readonly Check[];
  /** The county's stack as it is; undefined when there is none, or when it could not be asked. */
  readonly stack?: StackState | undefined;
}

const NEEDED_NODE = 24;
const PINNED_CDK = '2.1148.0';
/** The oldest bootstrap the current assets can be published to. */
const NEEDED_BOOTSTRAP = 6;

/** The machine itself: Node and the CDK command. @param cdkVersion what `cdk --version` printed */
export function checkMachine(nodeVersion: string, cdkVersion: string): Check[] {
  const major = Number(nodeVersion.replace(/^v/u, '').split('.')[0]);
  const found = cdkVersion.trim().split(' ')[0] ?? '';
  return [
    check(
      'node',
      major >= NEEDED_NODE,
      nodeVersion,
      `${nodeVersion} is too old: run it through npm, which has its own.`,
    ),
    check('cdk', found === PINNED_CDK, found, `“${found}” is not ${PINNED_CDK}; run npm ci.`),
  ];
}

/** The county's data: what China asks for. */
export function checkCounty({ county, partition }: DeployOptions): Check[] {
  const { id, stage, web, licenceKey } = county;
  const known = check('county', true, `${id}, ${stage}`, '');
  if (partition !== 'aws-cn') return [known];
  const file = `infra/counties/${id}.json`;
  return [
    known,
    check(
      'domain',
      web !== undefined,
      web?.domain ?? '',
      `${file} has no web.domain; CloudFront in China serves no other name.`,
    ),
    check(
      'icp-number',
      web?.icpNumber !== undefined,
      web?.icpNumber ?? '',
      `${file} has no web.icpNumber; without the ICP filing neither pages nor API may be public in China.`,
    ),
    check(
      'certificate-data',
      web !== undefined,
      web?.certificate.name ?? '',
      `${file} has no web.certificate; CloudFront in China takes certificates from IAM only.`,
    ),
    ...(licenceKey
      ? [
          check(
            'sm2-keys',
            licenceKey.formerSm2 !== undefined,
            `${licenceKey.generation - 1} before this one`,
            `${file} has no licenceKey.formerSm2; what the keys before signed by SM2 could not be verified.`,
          ),
        ]
      : []),
  ];
}

/**
 * Everything that can be asked of the account, each question by itself: one that fails hides no other.
 * @param account undefined when there are no credentials
 */
export async function checkAccount(options: DeployOptions, account: Account | undefined): Promise<Found> {
  if (!account) {
    const words = 'none found: set AWS_PROFILE, or sign in (aws sso login).';
    return { checks: [{ name: 'credentials', outcome: 'failed', words }] };
  }
  const { county, region } = options;
  const [identity, bootstrap, secret, certificate, stack] = await Promise.all([
    asked('credentials', async () => identityCheck(options, await account.identity())),
    asked('bootstrap', async () => bootstrapCheck(region, await account.stack('CDKToolkit'))),
    asked('secret', async () => secretCheck(county.id, await account.hasSecret(secretName(county.id)))),
    certificateCheck(options, account),
    stackCheck(county.id, account),
  ]);
  return { checks: [identity, bootstrap, secret, ...certificate, stack.check], stack: stack.state };
}

function identityCheck(
  { account, partition }: DeployOptions,
  found: { account: string; arn: string },
): Check {
  const here = found.arn.split(':')[1];
  const wrong = [
    ...(here === partition ? [] : [`they belong to the partition ${here}, the region to ${partition}`]),
    ...(account === undefined || account === found.account
      ? []
      : [`they belong to the account ${found.account}, not ${account}`]),
  ];
  return check('credentials', wrong.length === 0, found.arn, `${found.arn}: ${wrong.join('; ')}.`);
}

function bootstrapCheck(region: string, toolkit: StackState | undefined): Check {
  const version = Number(toolkit?.outputs['BootstrapVersion'] ?? 0);
  const help = `run npx cdk bootstrap aws://<account>/${region} once.`;
  const wrong = toolkit
    ? `version ${version} is older than ${NEEDED_BOOTSTRAP}; ${help}`
    : `not done; ${help}`;
  return check('bootstrap', version >= NEEDED_BOOTSTRAP, `version ${version}`, wrong);
}

function secretName(county: string): string {
  return `huren/${county}/outside`;
}

function secretCheck(county: string, there: boolean): Check {
  const name = secretName(county);
  return check('secret', there, name, `${name} does not exist; CHANGELOG.md lists its fields.`);
}

async function certificateCheck({ county }: DeployOptions, account: Account): Promise<Check[]> {
  const { web } = county;
  if (!web) return [];
  const { name, id } = web.certificate;
  return [
    await asked('certificate', async () => {
      const found = await account.certificate(name);
      const wrong = found
        ? `${name} has the id ${found.id}, the county's data say ${id}.`
        : `IAM has no ${name}.`;
      return check('certificate', found?.id === id, `${name}, ${id}`, wrong);
    }),
  ];
}

async function stackCheck(
  county: string,
  account: Account,
): Promise<{ check: Check; state?: StackState | undefined }> {
  const name = `huren-${county}`;
  let state: StackState | undefined;
  const made = await asked('stack', async () => {
    state = await account.stack(name);
    if (!state) return check('stack', true, `${name} does not exist yet`, '');
    const { status } = state;
    const busy = /_IN_PROGRESS$|FAILED$/u.test(status) && !status.endsWith('CLEANUP_IN_PROGRESS');
    return check(
      'stack',
      !busy,
      `${name}: ${state.status}`,
      `${name} is ${state.status}: docs/runbook.md#a-deployment-fails.`,
    );
  });
  return { check: made, state };
}

/** A question that could not be asked is told as such, with AWS's own words. */
async function asked(name: string, ask: () => Promise<Check>): Promise<Check> {
  try {
    return await ask();
  } catch (error) {
    const why =
      error instanceof Error
        ? error.cause instanceof Error
          ? error.cause.message
          : error.message
        : String(error);
    return { name, outcome: 'failed', words: `could not be asked: ${why}` };
  }
}

function check(name: string, good: boolean, found: string, wrong: string): Check {
  return good ? { name, outcome: 'ok', words: found } : { name, outcome: 'failed', words: wrong };
}
