import { Stack } from 'aws-cdk-lib';
import {
  CfnCloudFrontOriginAccessIdentity,
  type CfnDistribution,
  CfnOriginAccessControl,
} from 'aws-cdk-lib/aws-cloudfront';
import { CanonicalUserPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** How CloudFront proves to the bucket that it is CloudFront. */
export interface OriginAccess {
  /** Fields of the origin. */
  readonly origin: Pick<CfnDistribution.OriginProperty, 's3OriginConfig' | 'originAccessControlId'>;
  /** Lets this one distribution read, once it is there. */
  only(distribution: CfnDistribution): void;
}

/** Reading for CloudFront alone: by origin access control, or in China, which has none, by an origin access identity. */
export function letRead(scope: Construct, bucket: Bucket, china: boolean): OriginAccess {
  return china ? byIdentity(scope, bucket) : byControl(scope, bucket);
}

function byIdentity(scope: Construct, bucket: Bucket): OriginAccess {
  const identity = new CfnCloudFrontOriginAccessIdentity(scope, 'Access', {
    cloudFrontOriginAccessIdentityConfig: { comment: 'Reads the pages' },
  });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new CanonicalUserPrincipal(identity.attrS3CanonicalUserId)],
      actions: ['s3:GetObject'],
      resources: [bucket.arnForObjects('*')],
    }),
  );
  const originAccessIdentity = `origin-access-identity/cloudfront/${identity.ref}`;
  return { origin: { s3OriginConfig: { originAccessIdentity } }, only: () => undefined };
}

function byControl(scope: Construct, bucket: Bucket): OriginAccess {
  const stack = Stack.of(scope);
  const control = new CfnOriginAccessControl(scope, 'Access', {
    originAccessControlConfig: {
      name: `${stack.stackName}-${stack.region}-pages`,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    },
  });
  return {
    origin: { s3OriginConfig: { originAccessIdentity: '' }, originAccessControlId: control.attrId },
    only(distribution) {
      const resourceName = distribution.ref;
      const arn = stack.formatArn({
        service: 'cloudfront',
        region: '',
        resource: 'distribution',
        resourceName,
      });
      bucket.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
          actions: ['s3:GetObject'],
          resources: [bucket.arnForObjects('*')],
          conditions: { StringEquals: { 'AWS:SourceArn': arn } },
        }),
      );
    },
  };
}
