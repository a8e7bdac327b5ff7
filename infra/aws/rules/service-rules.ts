import { readFileSync } from 'node:fs';
import { allRoutes } from '../../../functions/manifest.ts';
import { at, every, named, ofType, type Objection, type Rule } from './template.ts';

const RUNBOOK = new URL('../../../docs/runbook.md', import.meta.url);
/** CloudFormation takes 500 resources a stack; the rest is room to grow. */
const MOST_RESOURCES = 400;

const arm64: Rule = (subject) =>
  every(
    subject,
    'Lambda::Function',
    ({ Properties }) => at(Properties, 'Architectures.0') === 'arm64',
    'does not run on arm64',
  );

/** What nobody waits for ends in a queue when it was given up. */
const givenUpKept: Rule = (subject) => [
  ...every(
    subject,
    'Events::Rule',
    ({ Properties }) =>
      targetsOf(Properties).every((target) => at(target, 'DeadLetterConfig.Arn') !== undefined),
    'forgets what it could not start',
  ),
  ...every(
    subject,
    'Lambda::EventInvokeConfig',
    ({ Properties }) => at(Properties, 'DestinationConfig.OnFailure.Destination') !== undefined,
    'forgets what was given up',
  ),
];

function targetsOf(properties: unknown): readonly unknown[] {
  const targets = at(properties, 'Targets');
  return Array.isArray(targets) ? targets : [];
}

const alarmsExplained: Rule = (subject) => {
  const headings = new Set(
    [...readFileSync(RUNBOOK, 'utf8').matchAll(/^## (.+)$/gmu)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    ),
  );
  return every(
    subject,
    'CloudWatch::Alarm',
    ({ Properties }) => {
      const entry = /docs\/runbook\.md#([a-z0-9-]+)$/u.exec(String(Properties['AlarmDescription']))?.[1];
      return entry !== undefined && headings.has(entry);
    },
    'names no entry of docs/runbook.md',
  );
};

const noForeignPages: Rule = (subject) =>
  ['ApiGatewayV2::Api', 'S3::Bucket'].flatMap((type) =>
    every(
      subject,
      type,
      ({ Properties }) => Properties['CorsConfiguration'] === undefined,
      'lets pages of others call it; its own need no CORS',
    ),
  );

/** Every route has a throttle of its own, and what is none of them has the stage's. */
const throttled: Rule = (subject) => {
  const stages = ofType(subject, 'ApiGatewayV2::Stage');
  const objections: Objection[] = [];
  for (const [id, { Properties }] of stages) {
    if (!(Number(at(Properties, 'DefaultRouteSettings.ThrottlingRateLimit')) > 0))
      objections.push([id, 'has no throttle']);
    for (const [route, { Properties: of }] of ofType(subject, 'ApiGatewayV2::Route')) {
      const limits = named(Properties['RouteSettings'], String(of['RouteKey']));
      const limited =
        Number(at(limits, 'ThrottlingRateLimit')) > 0 && Number(at(limits, 'ThrottlingBurstLimit')) > 0;
      if (!limited) objections.push([route, 'has no throttle of its own']);
    }
  }
  return objections;
};

/** Only what the manifest opens to anyone is open. */
const signedIn: Rule = (subject) => {
  const open = new Set(
    allRoutes().flatMap(({ method, path, roles }) => (roles.length === 0 ? [`${method} ${path}`] : [])),
  );
  return every(
    subject,
    'ApiGatewayV2::Route',
    ({ Properties }) =>
      open.has(String(Properties['RouteKey'])) ||
      (Properties['AuthorizationType'] === 'CUSTOM' && Properties['AuthorizerId'] !== undefined),
    'is open to anyone',
  );
};

/** The handlers read events of one form, and what is deployed is served. */
const apiServes: Rule = (subject) => [
  ...every(
    subject,
    'ApiGatewayV2::Integration',
    ({ Properties }) => Properties['PayloadFormatVersion'] === '2.0',
    'hands over events of another form',
  ),
  ...every(
    subject,
    'ApiGatewayV2::Stage',
    ({ Properties }) => Properties['AutoDeploy'] === true,
    'goes on serving the routes before',
  ),
];

const dataOutOfLogs: Rule = (subject) =>
  every(
    subject,
    'StepFunctions::StateMachine',
    ({ Properties }) => at(Properties, 'LoggingConfiguration.IncludeExecutionData') === false,
    'writes what it is sent into its log',
  );

const local: Rule = ({ resources }) =>
  Object.entries(resources).flatMap(([id, resource]) =>
    JSON.stringify(resource).includes('/_local') ? [[id, 'leads to the local instruments'] as const] : [],
  );

const fewEnough: Rule = ({ resources }) => {
  const count = Object.keys(resources).length;
  return count < MOST_RESOURCES
    ? []
    : [['the template', `has ${count} resources; ${MOST_RESOURCES} are too many`]];
};

/** Promises about what runs. */
export const SERVICE_RULES = {
  'function-arm64': arm64,
  'given-up-kept': givenUpKept,
  'alarm-explained': alarmsExplained,
  'no-foreign-pages': noForeignPages,
  'route-throttled': throttled,
  'route-signed-in': signedIn,
  'api-serves': apiServes,
  'data-out-of-logs': dataOutOfLogs,
  'no-local-instruments': local,
  'few-enough': fewEnough,
} as const satisfies Record<string, Rule>;
