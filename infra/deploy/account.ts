import * as z from 'zod';
import { type Credentials, signedHeaders } from './signature.ts';

/** AWS refused a question. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A stack as CloudFormation describes it. */
export interface StackState {
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** ARNs of the alarms that roll a release back. */
  readonly rollbackTriggers: readonly string[];
}

/** What is asked of an account before a deployment; everything only reads but `saveRollbackTrigger`. */
export interface Account {
  /** Account number and ARN of whoever the credentials are. */
  identity(): Promise<{ account: string; arn: string }>;
  /** Undefined when there is no such stack. */
  stack(name: string): Promise<StackState | undefined>;
  /** Id of an IAM server certificate; undefined when there is none of this name. */
  certificate(name: string): Promise<{ id: string } | undefined>;
  hasSecret(name: string): Promise<boolean>;
  /** How many subscribe to a topic, and how many of them have confirmed it. */
  subscribers(topicArn: string): Promise<{ all: number; confirmed: number }>;
  /** Tells CloudFormation to roll the stack's updates back when the alarm sounds; the template stays as it is. */
  saveRollbackTrigger(stack: string, alarmArn: string, monitoringMinutes: number): Promise<void>;
}

export interface AccountOptions {
  readonly region: string;
  readonly partition: string;
  readonly credentials: Credentials;
  /** One address for every service. @default AWS's own */
  readonly endpoint?: string | undefined;
}

const TIMEOUT_MILLIS = 15_000;
/** IAM answers in one region of a partition only. */
const IAM_REGION: Readonly<Record<string, string>> = { aws: 'us-east-1', 'aws-cn': 'cn-north-1' };

/**
 * The account behind some credentials. The few questions are signed here, by the Query and JSON protocols: the SDK's
 * clients for these four services are not among the product's dependencies.
 */
export function openAccount(options: AccountOptions): Account {
  const query = (service: string, version: string, action: string, fields: Record<string, string>) =>
    send(options, service, {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      body: new URLSearchParams({ Action: action, Version: version, ...fields }).toString(),
    });
  const formation = (action: string, fields: Record<string, string>) =>
    query('cloudformation', '2010-05-15', action, fields);
  return {
    async identity() {
      const xml = await query('sts', '2011-06-15', 'GetCallerIdentity', {});
      return { account: one(xml, 'Account'), arn: one(xml, 'Arn') };
    },
    stack: (name) =>
      absentIf(/does not exist/u, async () =>
        stateIn(await formation('DescribeStacks', { StackName: name })),
      ),
    certificate: (name) =>
      absentIf(/NoSuchEntity/u, async () => ({
        id: one(
          await query('iam', '2010-05-08', 'GetServerCertificate', { ServerCertificateName: name }),
          'ServerCertificateId',
        ),
      })),
    async hasSecret(name) {
      const found = await absentIf(/ResourceNotFound/u, () =>
        send(options, 'secretsmanager', {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'secretsmanager.DescribeSecret',
          body: JSON.stringify({ SecretId: name }),
        }),
      );
      return found !== undefined;
    },
    async subscribers(topicArn) {
      const xml = await query('sns', '2010-03-31', 'ListSubscriptionsByTopic', { TopicArn: topicArn });
      const arns = all(xml, 'SubscriptionArn');
      return { all: arns.length, confirmed: arns.filter((arn) => arn.startsWith('arn:')).length };
    },
    async saveRollbackTrigger(stack, alarmArn, monitoringMinutes) {
      await formation('UpdateStack', {
        StackName: stack,
        UsePreviousTemplate: 'true',
        'Parameters.member.1.ParameterKey': 'BootstrapVersion',
        'Parameters.member.1.UsePreviousValue': 'true',
        'Capabilities.member.1': 'CAPABILITY_IAM',
        'Capabilities.member.2': 'CAPABILITY_NAMED_IAM',
        'RollbackConfiguration.MonitoringTimeInMinutes': String(monitoringMinutes),
        'RollbackConfiguration.RollbackTriggers.member.1.Arn': alarmArn,
        'RollbackConfiguration.RollbackTriggers.member.1.Type': 'AWS::CloudWatch::CompositeAlarm',
      });
    },
  };
}

async function send(
  { region, partition, credentials, endpoint }: AccountOptions,
  service: string,
  { body, ...headers }: { body: string } & Readonly<Record<string, string>>,
): Promise<string> {
  const scope = { service, region: service === 'iam' ? (IAM_REGION[partition] ?? region) : region };
  const url = new URL(endpoint ?? addressOf(service, scope.region, partition));
  const answer = await fetch(url, {
    method: 'POST',
    headers: signedHeaders({ host: url.host, body, headers }, scope, credentials, new Date()),
    body,
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  const text = await answer.text();
  if (answer.ok) return text;
  throw refusalIn(text, answer.status);
}

function addressOf(service: string, region: string, partition: string): string {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  if (service === 'iam' && partition === 'aws') return `https://iam.${suffix}/`;
  return `https://${service}.${region}.${suffix}/`;
}

function refusalIn(text: string, status: number): Refused {
  const json = z
    .looseObject({ __type: z.string(), message: z.string().optional(), Message: z.string().optional() })
    .safeParse(text.startsWith('{') ? JSON.parse(text) : undefined).data;
  if (json) return new Refused(json.__type, json.message ?? json.Message ?? json.__type);
  const code = all(text, 'Code')[0] ?? String(status);
  return new Refused(code, all(text, 'Message')[0] ?? `HTTP ${status}`);
}

async function absentIf<Found>(sign: RegExp, ask: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refused && sign.test(`${error.code} ${error.message}`)) return undefined;
    throw error;
  }
}

function stateIn(xml: string): StackState {
  const keys = all(xml, 'OutputKey');
  const values = all(xml, 'OutputValue');
  const triggers = all(xml, 'RollbackTriggers')[0] ?? '';
  return {
    status: one(xml, 'StackStatus'),
    outputs: Object.fromEntries(keys.map((key, index) => [key, values[index] ?? ''])),
    rollbackTriggers: all(triggers, 'Arn'),
  };
}

function one(xml: string, name: string): string {
  const [found] = all(xml, name);
  if (found === undefined) throw new TypeError(`AWS answered without ${name}`);
  return found;
}

/** The text of every element of this name; enough for the flat answers that are read here. */
function all(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gsu'))].map(([, text = '']) => text);
}
