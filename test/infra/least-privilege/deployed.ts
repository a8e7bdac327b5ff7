import * as z from 'zod';
import type { Template } from './stack.ts';

/** Where a template is deployed, in the mind only. */
export interface Place {
  readonly partition: 'aws' | 'aws-cn';
  readonly region: string;
  /** Twelve digits that are nobody's. */
  readonly account: string;
}

const Ref = z.strictObject({ Ref: z.string() });
const GetAtt = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const Sub = z.strictObject({ 'Fn::Sub': z.string() });
const Join = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const Select = z.strictObject({
  'Fn::Select': z.tuple([z.number(), z.strictObject({ 'Fn::Split': z.tuple([z.string(), z.unknown()]) })]),
});

/** Kind of resource → service and resource part of its ARN. `#` stands for its name. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'dynamodb:@:table/#',
  'AWS::IAM::Role': 'iam::!:role/#',
  'AWS::KMS::Key': 'kms:@:key/#',
  'AWS::Lambda::Function': 'lambda:@:function:#',
  'AWS::Lambda::Alias': 'lambda:@:function:#:live',
  'AWS::Logs::LogGroup': 'logs:@:log-group:#:*',
  'AWS::S3::Bucket': 's3:::#',
  'AWS::SNS::Topic': 'sns:@:#',
  'AWS::SQS::Queue': 'sqs:@:#',
};
/** Kinds of which `Ref` gives the ARN and not the name. */
const REF_IS_ARN = new Set(['AWS::SNS::Topic', 'AWS::Lambda::Alias']);

/**
 * A value of a template with every reference put in, as CloudFormation would do it: named resources keep their name,
 * others are named by their logical id.
 * @throws for an intrinsic function that is not known here
 */
export function deployed(value: unknown, template: Template, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item) => deployed(item, template, place));
  if (typeof value !== 'object' || value === null) return value;
  const ref = Ref.safeParse(value);
  if (ref.success) return refOf(ref.data.Ref, template, place);
  const attribute = GetAtt.safeParse(value);
  if (attribute.success) {
    const [id, name] = attribute.data['Fn::GetAtt'];
    return name === 'Arn' ? arnOf(id, template, place) : `${id}.${name}`;
  }
  const join = Join.safeParse(value);
  if (join.success) {
    const [between, parts] = join.data['Fn::Join'];
    return parts.map((part) => String(deployed(part, template, place))).join(between);
  }
  const sub = Sub.safeParse(value);
  if (sub.success)
    return sub.data['Fn::Sub'].replaceAll(/\$\{([^}]+)\}/gu, (_, id: string) => refOf(id, template, place));
  const select = Select.safeParse(value);
  if (select.success) {
    const [
      index,
      {
        'Fn::Split': [between, text],
      },
    ] = select.data['Fn::Select'];
    return String(deployed(text, template, place)).split(between)[index];
  }
  const [name = ''] = Object.keys(value);
  if (name.startsWith('Fn::')) throw new Error(`${name} is not known here: ${JSON.stringify(value)}`);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, deployed(item, template, place)]),
  );
}

function refOf(id: string, template: Template, { partition, region, account }: Place): string {
  if (id === 'AWS::Partition') return partition;
  if (id === 'AWS::Region') return region;
  if (id === 'AWS::AccountId') return account;
  if (id === 'AWS::URLSuffix') return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const type = template[id]?.Type ?? '';
  return REF_IS_ARN.has(type) ? arnOf(id, template, { partition, region, account }) : nameOf(id, template);
}

function arnOf(id: string, template: Template, { partition, region, account }: Place): string {
  const form = ARNS[template[id]?.Type ?? ''];
  if (form === undefined)
    throw new Error(`The ARN of ${id} (${template[id]?.Type ?? 'nothing'}) is not known here`);
  return `arn:${partition}:${form.replace('@', `${region}:${account}`).replace('!', account).replace('#', nameOf(id, template))}`;
}

/** Buckets have small letters. */
function nameOf(id: string, template: Template): string {
  return template[id]?.Type === 'AWS::S3::Bucket' ? id.toLowerCase() : id;
}
