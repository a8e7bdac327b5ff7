import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Resource, synthesise } from './synthesised.ts';

const List = z.array(z.object({ Key: z.string(), Value: z.string() }));
const Tagged = z.union([
  z.record(z.string(), z.string()),
  List.transform((tags) => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))),
]);
/** Kinds of resources that CloudFormation gives no tags, and that cost nothing by themselves. */
const WITHOUT_TAGS = new Set([
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::CloudFront::CloudFrontOriginAccessIdentity',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::IAM::Policy',
  'AWS::KMS::Alias',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

/** Of a table they are on its replica in this region. */
function tagsOf({ Properties }: Resource): Readonly<Record<string, string>> | undefined {
  const [replica] = z.array(z.looseObject({})).optional().parse(Properties['Replicas']) ?? [];
  return Tagged.safeParse((replica ?? Properties)['Tags']).data;
}

describe.each([
  ['cn-northwest-1', 'suichang'],
  ['cn-northwest-1', 'shili'],
  ['ap-southeast-1', 'shili'],
])('For the bill of %s, county %s,', (region, county) => {
  it('every resource that can carry tags says which product and which county it is of', async () => {
    const resources = Object.values((await synthesise(region, county)).resources).filter(
      ({ Type }) => !WITHOUT_TAGS.has(Type),
    );

    const untagged = resources.filter((resource) => {
      const tags = tagsOf(resource);
      return tags?.['product'] !== 'huren' || tags['county'] !== county;
    });

    expect(resources.length).toBeGreaterThan(100);
    expect(untagged.map(({ Type }) => Type)).toEqual([]);
  });
});
