import { at, every, type Rule, type TemplateResource } from './template.ts';

/** CloudFront's policy under which nothing is kept. */
const UNCACHED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const CONFIG = 'DistributionConfig';

function list(resource: TemplateResource, name: string): readonly unknown[] {
  const found = at(resource.Properties, `${CONFIG}.${name}`);
  return Array.isArray(found) ? found : [];
}

function behaviours(resource: TemplateResource): readonly unknown[] {
  return [at(resource.Properties, `${CONFIG}.DefaultCacheBehavior`), ...list(resource, 'CacheBehaviors')];
}

/** Nobody is served, and nothing is asked for, without TLS 1.2. CloudFront's own certificate fixes the protocol itself. */
const pagesByTls: Rule = (subject) =>
  every(
    subject,
    'CloudFront::Distribution',
    (one) => {
      const certificate = at(one.Properties, `${CONFIG}.ViewerCertificate`);
      return (
        behaviours(one).every((way) => at(way, 'ViewerProtocolPolicy') === 'redirect-to-https') &&
        list(one, 'Origins').every((origin) =>
          ['https-only', undefined].some(
            (only) => at(origin, 'CustomOriginConfig.OriginProtocolPolicy') === only,
          ),
        ) &&
        (at(certificate, 'CloudFrontDefaultCertificate') === true ||
          String(at(certificate, 'MinimumProtocolVersion')).startsWith('TLSv1.2_'))
      );
    },
    'talks without TLS 1.2',
  );

/** CloudFront says to the bucket who it is; whoever does not is not let in. */
const pagesSigned: Rule = (subject) => [
  ...every(
    subject,
    'CloudFront::OriginAccessControl',
    ({ Properties }) => at(Properties, 'OriginAccessControlConfig.SigningBehavior') === 'always',
    'asks the bucket without saying who it is',
  ),
  ...every(
    subject,
    'CloudFront::Distribution',
    (one) =>
      list(one, 'Origins').every(
        (origin) =>
          at(origin, 'S3OriginConfig') === undefined ||
          at(origin, 'OriginAccessControlId') !== undefined ||
          at(origin, 'S3OriginConfig.OriginAccessIdentity') !== '',
      ),
    'asks the bucket without saying who it is',
  ),
];

/** What the API answers is one person's, and is kept for nobody else. */
const answersNotKept: Rule = (subject) =>
  every(
    subject,
    'CloudFront::Distribution',
    (one) =>
      behaviours(one)
        .filter((way) => at(way, 'TargetOriginId') === 'api')
        .every((way) =>
          at(way, 'ForwardedValues') === undefined
            ? at(way, 'CachePolicyId') === UNCACHED
            : at(way, 'DefaultTTL') === 0 && at(way, 'MaxTTL') === 0,
        ),
    'keeps answers of the API',
  );

/** Promises about the pages. */
export const WEB_RULES = {
  'pages-by-tls': pagesByTls,
  'pages-signed': pagesSigned,
  'answer-not-kept': answersNotKept,
} as const satisfies Record<string, Rule>;
