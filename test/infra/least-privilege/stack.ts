import * as z from 'zod';
import { API_FUNCTIONS, STEPS } from '../../../functions/manifest.ts';
import { SCHEDULES } from '../../../functions/timetable.ts';
import { deployed, type Place } from './deployed.ts';

/** A template, as far as it is read here. Mutations change a copy of it. */
export type Template = Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;

const Text = z.union([z.string(), z.array(z.string())]).transform((text) => [text].flat());
const Statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: Text,
  Resource: Text,
  Condition: z.unknown().optional(),
});
const Document = z.looseObject({ Statement: z.array(Statement) });
const Policy = z.object({ PolicyDocument: Document, Roles: z.array(z.string()) });
const Lambda = z.object({
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  LoggingConfig: z.object({ LogGroup: z.string() }),
  KmsKeyArn: z.string(),
});

const Invoked = z.object({
  FunctionName: z.string(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }),
});

export type Statement = z.infer<typeof Statement>;

/** One function as the stack makes it. */
export interface StackFunction {
  /** As on one machine: `submit`, `staff`, `sweep`. */
  readonly name: string;
  readonly roleArn: string;
  readonly statements: readonly Statement[];
  /** Name of the variable → its value in the cloud. */
  readonly environment: Readonly<Record<string, unknown>>;
  readonly logGroup: string;
  readonly settingsKey: string;
  /** ARN of the queue where calls end that were given up; undefined where nobody calls it without waiting. */
  readonly givenUpTo: string | undefined;
}

/** The stack's functions, and the policies that its resources themselves carry. */
export interface Stack {
  readonly place: Place;
  readonly functions: readonly StackFunction[];
  /** Policy of a key, bucket or topic by its ARN; undefined where it has none. */
  resourcePolicy(arn: string): unknown;
  /** ARN of the key that encrypts the table and the buckets. */
  readonly recordsKey: string;
  /** ARN of the machine's key. */
  readonly machineKey: string;
}

/** Beginning of the logical id of each function, by the function's name on one machine. */
const IDS: readonly (readonly [name: string, id: string])[] = [
  ...Object.values(API_FUNCTIONS).map(({ name }) => [name, `Api${name}Function`] as const),
  ...STEPS.map(({ name, placeholder }) => [name, `Casework${placeholder}Function`] as const),
  ...SCHEDULES.map(({ name }) => [name, `Schedules${name}Function`] as const),
];

/** Reads a template as it stands once it is deployed to a place. @throws when a function of the manifest is not in it */
export function stackIn(template: Template, place: Place): Stack {
  const properties = (id: string): unknown => deployed(template[id]?.Properties, template, place);
  const ids = (type: string): string[] =>
    Object.keys(template).filter((id) => template[id]?.Type === `AWS::${type}`);
  const policies = ids('IAM::Policy').map((id) => Policy.parse(properties(id)));
  const invoked = ids('Lambda::EventInvokeConfig').map((id) => Invoked.parse(properties(id)));
  const functions = IDS.map(([name, beginning]): StackFunction => {
    const id = ids('Lambda::Function').find((candidate) => candidate.startsWith(beginning));
    if (id === undefined) throw new Error(`The template has no function ${name}`);
    const { Role, Environment, LoggingConfig, KmsKeyArn } = Lambda.parse(properties(id));
    const role = Role.split('/').at(-1) ?? '';
    return {
      name,
      roleArn: Role,
      statements: policies.flatMap(({ Roles, PolicyDocument }) =>
        Roles.includes(role) ? PolicyDocument.Statement : [],
      ),
      environment: Environment.Variables,
      logGroup: LoggingConfig.LogGroup,
      settingsKey: KmsKeyArn,
      givenUpTo: invoked.find(({ FunctionName }) => FunctionName === id)?.DestinationConfig.OnFailure
        .Destination,
    };
  });
  const carried = new Map<string, unknown>();
  for (const id of ids('KMS::Key')) {
    const { KeyPolicy } = z.object({ KeyPolicy: z.unknown() }).parse(properties(id));
    carried.set(String(deployed({ 'Fn::GetAtt': [id, 'Arn'] }, template, place)), KeyPolicy);
  }
  for (const id of ids('S3::BucketPolicy')) {
    const { Bucket, PolicyDocument } = z
      .object({ Bucket: z.string(), PolicyDocument: z.unknown() })
      .parse(properties(id));
    carried.set(`arn:${place.partition}:s3:::${Bucket}`, PolicyDocument);
  }
  const [table] = ids('DynamoDB::GlobalTable').map((id) => JSON.stringify(properties(id)));
  const [machine] = ids('StepFunctions::StateMachine').map((id) => JSON.stringify(properties(id)));
  return {
    place,
    functions,
    resourcePolicy: (arn) => carried.get(arn) ?? carried.get(arn.split('/')[0] ?? ''),
    recordsKey: keyIn(table),
    machineKey: keyIn(machine),
  };
}

function keyIn(properties = ''): string {
  const found = /"KmsKeyId":"([^"]+)"|"KMSMasterKeyId":"([^"]+)"/u.exec(properties);
  return found?.[1] ?? found?.[2] ?? '';
}
