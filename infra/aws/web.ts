import { CfnOutput, Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import { CfnDistribution, CfnResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { County } from '../../functions/domain/county.ts';
import { apiBehaviour, pagesBehaviour } from './web-behaviours.ts';
import { letRead } from './web-origin-access.ts';
import { PRIVATE } from './storage.ts';

export interface WebProps {
  readonly county: string;
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  /** Address of the API, `https://…/`. */
  readonly apiUrl: string;
  /**
   * The county's own domain.
   * @default CloudFront's own name; not in China, where it serves nothing
   */
  readonly domain?: County['web'];
}

/** The Cybersecurity Law, art. 21, asks for six months of network logs at least. */
const LOG_DAYS = 365;
/** What of the API is reached under the pages' own name: the form that the first page sends, and what it links to. */
const API_PATHS = ['/tracking', '/docs', '/openapi.json'];
/** Shown, sends its form back, and nothing else: no script, no frame, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The pages: files in a bucket that only CloudFront reads, and CloudFront before them and before the few routes of the
 * API that they use. What CloudFront in China does not have is done without there.
 * @see docs/adr/0019-pages-behind-cloudfront-in-both-partitions.md
 */
export class Web extends Construct {
  constructor(scope: Construct, id: string, { county, partition, apiUrl, domain }: WebProps) {
    super(scope, id);
    const china = partition === 'aws-cn';
    const logs = new Bucket(this, 'Logs', {
      ...PRIVATE,
      // CloudFront hands its logs over by ACL, and into no bucket with a customer's own key.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(LOG_DAYS) }],
    });
    const pages = new Bucket(this, 'Pages', {
      ...PRIVATE,
      // Published to everybody: a key of our own would protect nothing, and CloudFront in China could not use it.
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'pages/',
    });
    const access = letRead(this, pages, china);
    const distribution = new CfnDistribution(this, 'Distribution', {
      distributionConfig: {
        enabled: true,
        comment: `huren-${county}`,
        defaultRootObject: 'index.html',
        httpVersion: 'http2',
        ipv6Enabled: !china,
        priceClass: china ? 'PriceClass_All' : 'PriceClass_200',
        ...(domain && { aliases: [domain.domain] }),
        viewerCertificate: domain
          ? {
              iamCertificateId: domain.certificate.id,
              sslSupportMethod: 'sni-only',
              minimumProtocolVersion: china ? 'TLSv1.2_2019' : 'TLSv1.2_2021',
            }
          : { cloudFrontDefaultCertificate: true },
        origins: [
          { id: 'pages', domainName: pages.bucketRegionalDomainName, ...access.origin },
          {
            id: 'api',
            domainName: Fn.select(2, Fn.split('/', apiUrl)),
            customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] },
          },
        ],
        defaultCacheBehavior: pagesBehaviour(china, china ? undefined : this.#headers(county)),
        cacheBehaviors: API_PATHS.map((pathPattern) => ({ pathPattern, ...apiBehaviour(china) })),
        // S3 says "forbidden" of what is not there, since nobody may list. A 404 of the API stays the API's own.
        customErrorResponses: [
          { errorCode: 403, responseCode: 404, responsePagePath: '/not-found.html', errorCachingMinTtl: 60 },
        ],
        logging: { bucket: logs.bucketRegionalDomainName, prefix: 'cloudfront/', includeCookies: false },
      },
    });
    access.only(distribution);
    acknowledge(distribution, china, domain !== undefined);
    new CfnOutput(this, 'PagesUrl', {
      value: `https://${domain?.domain ?? distribution.attrDomainName}`,
    }).overrideLogicalId('PagesUrl');
    new CfnOutput(this, 'PagesBucket', { value: pages.bucketName }).overrideLogicalId('PagesBucket');
  }

  #headers(county: string): string {
    const policy = new CfnResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyConfig: {
        // Named per region too: the name is one for the whole account.
        name: `huren-${county}-${Stack.of(this).region}-pages`,
        securityHeadersConfig: {
          contentSecurityPolicy: { contentSecurityPolicy: POLICY, override: true },
          contentTypeOptions: { override: true },
          frameOptions: { frameOption: 'DENY', override: true },
          referrerPolicy: { referrerPolicy: 'no-referrer', override: true },
          strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, override: true },
        },
      },
    });
    return policy.attrId;
  }
}

function acknowledge(distribution: CfnDistribution, china: boolean, ownDomain: boolean): void {
  const here = Validations.of(distribution);
  here.acknowledge(
    {
      id: 'AwsSolutions-CFR1',
      reason: 'People look their case up from wherever they are; no country is shut out.',
    },
    {
      id: 'AwsSolutions-CFR2',
      reason:
        'Static pages and three open routes, each throttled by the API; a web ACL for CloudFront lives in us-east-1 only and does not exist in China.',
    },
  );
  if (china) {
    here.acknowledge({
      id: 'AwsSolutions-CFR7',
      reason: 'CloudFront in China knows no origin access control; an origin access identity does the same.',
    });
  }
  if (!ownDomain) {
    here.acknowledge({
      id: 'AwsSolutions-CFR4',
      reason:
        'Without a domain of its own the county uses CloudFront’s certificate, which fixes the protocol; county data with a domain bring TLS 1.2.',
    });
  }
}
