import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { publicEndpoints } from '../../functions/lambdas/public.ts';
import { provideWorld } from '../../functions/runtime/container.ts';
import { http } from '../../functions/runtime/http.ts';
import { FakeWorld } from '../support/fake-world.ts';
import { httpEvent } from '../support/http-event.ts';
import { synthesise, type Synthesised } from './synthesised.ts';

const Behaviour = z.looseObject({
  PathPattern: z.string().optional(),
  ViewerProtocolPolicy: z.string(),
  Compress: z.boolean(),
  CachePolicyId: z.string().optional(),
  ForwardedValues: z.looseObject({}).optional(),
  ResponseHeadersPolicyId: z.unknown().optional(),
  TargetOriginId: z.string(),
});
const Config = z.looseObject({
  Aliases: z.array(z.string()).optional(),
  ViewerCertificate: z.looseObject({}),
  IPV6Enabled: z.boolean(),
  DefaultRootObject: z.string(),
  Logging: z.looseObject({ Bucket: z.unknown() }),
  DefaultCacheBehavior: Behaviour,
  CacheBehaviors: z.array(Behaviour),
  CustomErrorResponses: z.array(z.looseObject({ ErrorCode: z.number(), ResponsePagePath: z.string() })),
  Origins: z.array(
    z.looseObject({
      Id: z.string(),
      S3OriginConfig: z.looseObject({}).optional(),
      OriginAccessControlId: z.unknown().optional(),
    }),
  ),
});

function configOf(synthesised: Synthesised): z.infer<typeof Config> {
  const [distribution] = synthesised.all('CloudFront::Distribution');
  return Config.parse(distribution?.Properties['DistributionConfig']);
}

let china: Synthesised;
let singapore: Synthesised;
let withoutDomain: Synthesised;
beforeAll(async () => {
  china = await synthesise('cn-northwest-1', 'shili');
  singapore = await synthesise('ap-southeast-1', 'shili');
  withoutDomain = await synthesise('ap-southeast-1', 'suichang');
});

describe('The pages', () => {
  it('are read by CloudFront alone, over TLS 1.2 and never over plain HTTP, in both partitions', () => {
    for (const county of [china, singapore]) {
      const config = configOf(county);
      const behaviours = [config.DefaultCacheBehavior, ...config.CacheBehaviors];
      expect(behaviours.map(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy)).toEqual(
        Array.from({ length: 4 }, () => 'redirect-to-https'),
      );
      expect(behaviours.every(({ Compress }) => Compress)).toBe(true);
      expect(JSON.stringify(config.ViewerCertificate)).toContain('TLSv1.2_20');
      expect(config.ViewerCertificate).toMatchObject({ IamCertificateId: 'ASCAEXAMPLE000000000' });
      expect(config.Aliases).toEqual(['huzhu.shili.example.cn']);
    }
  });

  it('show a page of their own for what is not there, and leave the answers of the API alone', () => {
    const { CustomErrorResponses, CacheBehaviors } = configOf(china);

    expect(CustomErrorResponses).toEqual([
      expect.objectContaining({ ErrorCode: 403, ResponsePagePath: '/not-found.html' }),
    ]);
    expect(CacheBehaviors.map(({ PathPattern, TargetOriginId }) => [PathPattern, TargetOriginId])).toEqual([
      ['/tracking', 'api'],
      ['/docs', 'api'],
      ['/openapi.json', 'api'],
    ]);
  });

  it('are logged', () => {
    expect(JSON.stringify(configOf(china).Logging.Bucket)).toContain('WebLogs');
    expect(JSON.stringify(configOf(singapore).Logging.Bucket)).toContain('WebLogs');
  });
});

describe('CloudFront in China', () => {
  it('is asked for nothing it does not have: no policies, no origin access control, no IPv6', () => {
    const { DefaultCacheBehavior, CacheBehaviors, IPV6Enabled } = configOf(china);

    const behaviours = [DefaultCacheBehavior, ...CacheBehaviors];
    expect(behaviours.flatMap((one) => Object.keys(one)).filter((name) => name.endsWith('PolicyId'))).toEqual(
      [],
    );
    expect(behaviours.every(({ ForwardedValues }) => ForwardedValues !== undefined)).toBe(true);
    expect(IPV6Enabled).toBe(false);
    expect(china.all('CloudFront::OriginAccessControl')).toEqual([]);
    expect(china.all('CloudFront::ResponseHeadersPolicy')).toEqual([]);
    expect(china.all('CloudFront::CloudFrontOriginAccessIdentity')).toHaveLength(1);
  });

  it('serves no name but the county’s own, so without a domain there is none', async () => {
    const template = await synthesise('cn-northwest-1', 'suichang');

    expect(template.all('CloudFront::Distribution')).toEqual([]);
  });
});

describe('Where CloudFront adds no headers', () => {
  it('the look-up, which is all that the pages lead to, keeps browsers on TLS and out of frames by itself', async () => {
    provideWorld(() => new FakeWorld());

    const { headers } = await http(publicEndpoints)(httpEvent('GET', '/tracking'), {});

    expect(configOf(china).CacheBehaviors.map(({ PathPattern }) => PathPattern)).toContain('/tracking');
    expect(headers).toMatchObject({
      'Strict-Transport-Security': expect.stringMatching(/^max-age=\d{8,}/u) as string,
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
    });
  });
});

describe('CloudFront elsewhere', () => {
  it('adds the headers that forbid scripts, frames and guessing, and makes browsers stay with TLS', () => {
    const [policy] = singapore.all('CloudFront::ResponseHeadersPolicy');

    const text = JSON.stringify(policy?.Properties);
    expect(text).toContain("default-src 'none'");
    expect(text).toContain('"AccessControlMaxAgeSec":31536000');
    expect(text).toContain('"FrameOption":"DENY"');
    expect(configOf(singapore).DefaultCacheBehavior.ResponseHeadersPolicyId).toBeDefined();
  });

  it('reads by origin access control, for this distribution only', () => {
    const policies = JSON.stringify(singapore.all('S3::BucketPolicy'));

    expect(configOf(singapore).Origins[0]?.OriginAccessControlId).toBeDefined();
    expect(policies).toContain('AWS:SourceArn');
  });

  it('uses its own name where the county has none', () => {
    const { Aliases, ViewerCertificate } = configOf(withoutDomain);

    expect(Aliases).toBeUndefined();
    expect(ViewerCertificate).toEqual({ CloudFrontDefaultCertificate: true });
  });
});
