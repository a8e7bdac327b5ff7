import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';

/** Managed policies, the same in every region that has them: CachingOptimized, CachingDisabled, AllViewerExceptHostHeader. */
const CACHED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const UNCACHED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const FORWARDED = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

type Behaviour = Omit<CfnDistribution.CacheBehaviorProperty, 'pathPattern'>;

/**
 * Files of the bucket. CloudFront in China takes no policies (“CachePolicyId can't be set for this region”): there the
 * older fields say the same.
 * @param headersPolicyId absent in China, where the pages carry their policy themselves
 */
export function pagesBehaviour(china: boolean, headersPolicyId: string | undefined): Behaviour {
  return {
    targetOriginId: 'pages',
    viewerProtocolPolicy: 'redirect-to-https',
    allowedMethods: ['GET', 'HEAD'],
    compress: true,
    ...(china
      ? { forwardedValues: { queryString: false }, minTtl: 0, defaultTtl: 300, maxTtl: 86_400 }
      : { cachePolicyId: CACHED, ...(headersPolicyId && { responseHeadersPolicyId: headersPolicyId }) }),
  };
}

/** Routes of the API: never kept, and told everything but the name under which they were asked. */
export function apiBehaviour(china: boolean): Behaviour {
  return {
    targetOriginId: 'api',
    viewerProtocolPolicy: 'redirect-to-https',
    allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    compress: true,
    ...(china
      ? {
          forwardedValues: { queryString: true, headers: ['Accept', 'Accept-Language', 'Content-Type'] },
          minTtl: 0,
          defaultTtl: 0,
          maxTtl: 0,
        }
      : { cachePolicyId: UNCACHED, originRequestPolicyId: FORWARDED }),
  };
}
