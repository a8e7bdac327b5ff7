import { type Setting, SETTINGS } from '../../../functions/runtime/env.ts';
import type { Need } from './calls.ts';
import type { Recording } from './recording.ts';
import type { Stack, StackFunction } from './stack.ts';

/** What a message to a phone number is sent to. */
export const NO_RESOURCE = 'no-resource';

/** One thing IAM is asked: may this role do this to that. */
export interface CloudCall {
  readonly action: string;
  /** ARN; `*` where the action has no resource type; `NO_RESOURCE` where this call has none. */
  readonly resource: string;
  readonly context: Readonly<Record<string, string | string[]>>;
}

/** Who asks KMS in a function's name, and with which encryption context. */
interface ForService {
  readonly service: 'dynamodb' | 's3' | 'states' | 'lambda';
  readonly context: readonly [key: string, value: string];
}

/** Where names of one machine lead to in the cloud: by the setting that holds the one here and the other there. */
const KEYS: readonly Setting[] = ['lookupKeyId', 'licenceKeyId', 'sm2KeyId', 'sessionKeyId'];
const BUCKETS: readonly Setting[] = ['quarantineBucket', 'materialsBucket', 'archiveBucket'];

/**
 * Everything a function asks of IAM for what it needed on one machine: the calls themselves, and those that services
 * make to KMS in its name.
 * @see docs/adr/0020-least-privilege-proved-by-use.md for the sources of what services ask
 * @throws when the function is not told where the thing is
 */
export function cloudCalls(
  fn: StackFunction,
  { needs, values }: Recording,
  stack: Stack,
): readonly CloudCall[] {
  const told = (setting: Setting): string => {
    const value = fn.environment[SETTINGS[setting]];
    if (typeof value !== 'string') throw new Error(`${fn.name} is not told ${SETTINGS[setting]}`);
    return value;
  };
  const settingOf = (names: readonly Setting[], value: string): string => {
    const name = names.find((candidate) => values[candidate] === value);
    if (name === undefined) throw new Error(`${fn.name} used ${value}, which no setting names`);
    return told(name);
  };
  const calls = (needs.get(fn.name) ?? []).flatMap((need) => callsOf(need, { stack, told, settingOf }));
  const all = [...running(fn, stack), ...calls];
  return [...new Map(all.map((call) => [JSON.stringify(call), call])).values()];
}

interface Names {
  readonly stack: Stack;
  readonly told: (setting: Setting) => string;
  readonly settingOf: (names: readonly Setting[], value: string) => string;
}

/** What Lambda asks in the function's name: its settings are opened, its log is written, what it gave up is sent on. */
function running(
  { logGroup, settingsKey, givenUpTo, name }: StackFunction,
  stack: Stack,
): readonly CloudCall[] {
  const stream = `arn:${stack.place.partition}:logs:${stack.place.region}:${stack.place.account}:log-group:${logGroup}:log-stream:2026/03/02/1`;
  const context = [
    'aws:lambda:FunctionArn',
    arn(stack, 'lambda', `function:huren-suichang-${name}`),
  ] as const;
  return [
    { action: 'logs:CreateLogStream', resource: stream, context: SIGNED },
    { action: 'logs:PutLogEvents', resource: stream, context: SIGNED },
    viaKms('kms:Decrypt', settingsKey, { service: 'lambda', context }, stack),
    ...(givenUpTo === undefined ? [] : [{ action: 'sqs:SendMessage', resource: givenUpTo, context: SIGNED }]),
  ];
}

const SIGNED = { 'aws:SecureTransport': 'true' };

function callsOf({ action, on }: Need, { stack, told, settingOf }: Names): readonly CloudCall[] {
  const call = (resource: string, context = {}): CloudCall => ({
    action,
    resource,
    context: { ...SIGNED, ...context },
  });
  switch (on.kind) {
    case 'table': {
      const table = arn(stack, 'dynamodb', `table/${told('tableName')}`);
      const by = { service: 'dynamodb', context: ['aws:dynamodb:tableName', told('tableName')] } as const;
      return [
        call(on.index === undefined ? table : `${table}/index/${on.index}`),
        viaKms('kms:Decrypt', stack.recordsKey, by, stack),
      ];
    }
    case 'bucket':
      return [call(bucketArn(settingOf(BUCKETS, on.name), stack), { 's3:TlsVersion': '1.3' })];
    case 'object': {
      const bucket = bucketArn(settingOf(BUCKETS, on.bucket), stack);
      const by = { service: 's3', context: ['aws:s3:arn', bucket] } as const;
      const kms = OBJECT_KEYS[action] ?? [];
      return [
        call(`${bucket}/${on.key}`, { 's3:TlsVersion': '1.3' }),
        ...kms.map((one) => viaKms(one, stack.recordsKey, by, stack)),
      ];
    }
    case 'key': {
      const key = settingOf(KEYS, on.id);
      // The journeys were watched as in China; elsewhere there is no second key to sign with.
      return key === 'none' ? [] : [call(key)];
    }
    case 'nothing':
    case 'machine':
    case 'execution': {
      if (!action.startsWith('states:')) return [call(NO_RESOURCE)];
      const machine = told('stateMachineArn');
      const execution = `${machine.replace(':stateMachine:', ':execution:')}:${on.kind === 'execution' ? (on.arn.split(':').at(-1) ?? '') : ''}`;
      const resource = on.kind === 'machine' ? machine : on.kind === 'execution' ? execution : '*';
      const by = { service: 'states', context: ['aws:states:stateMachineArn', machine] } as const;
      const kms = MACHINE_KEYS[action] ?? [];
      return [call(resource), ...kms.map((one) => viaKms(one, stack.machineKey, by, stack))];
    }
  }
}

/** A bucket's own key is opened for writing as well as for reading. Removing opens nothing. */
const OBJECT_KEYS: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': ['kms:Decrypt'],
  's3:PutObject': ['kms:Decrypt', 'kms:GenerateDataKey'],
};
/** Listing shows no data. */
const MACHINE_KEYS: Readonly<Record<string, readonly string[]>> = {
  'states:StartExecution': ['kms:Decrypt', 'kms:GenerateDataKey'],
  'states:RedriveExecution': ['kms:Decrypt', 'kms:GenerateDataKey'],
  'states:SendTaskSuccess': ['kms:Decrypt', 'kms:GenerateDataKey'],
  'states:SendTaskFailure': ['kms:Decrypt', 'kms:GenerateDataKey'],
  'states:DescribeExecution': ['kms:Decrypt'],
};

function viaKms(action: string, key: string, { service, context }: ForService, { place }: Stack): CloudCall {
  const [name, value] = context;
  return {
    action,
    resource: key,
    context: {
      ...SIGNED,
      'kms:ViaService': `${service}.${place.region}.amazonaws.com${place.partition === 'aws-cn' ? '.cn' : ''}`,
      [`kms:EncryptionContext:${name}`]: value,
    },
  };
}

function arn({ place: { partition, region, account } }: Stack, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

function bucketArn(name: string, { place }: Stack): string {
  return `arn:${place.partition}:s3:::${name}`;
}
