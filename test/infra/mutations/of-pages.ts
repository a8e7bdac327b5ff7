import { type Draft, inner, type Json, type Mutation, properties } from './mutation.ts';

/** What may go wrong with the pages. The list for people is in ../README.md. */
export const PAGE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'pages without TLS',
    catcher: 'pages-by-tls',
    apply: (d) => (inner(config(d), 'DefaultCacheBehavior')['ViewerProtocolPolicy'] = 'allow-all'),
  },
  {
    name: 'pages by TLS 1.0',
    catcher: 'pages-by-tls',
    apply: (d) => (inner(config(d), 'ViewerCertificate')['MinimumProtocolVersion'] = 'TLSv1'),
  },
  {
    name: 'API asked by CloudFront without TLS',
    catcher: 'pages-by-tls',
    apply: (d) =>
      (inner(config(d), 'Origins', 1, 'CustomOriginConfig')['OriginProtocolPolicy'] = 'http-only'),
  },
  {
    name: 'bucket asked by CloudFront without a signature',
    catcher: 'pages-signed',
    partition: 'aws',
    apply: (d) =>
      (inner(properties(d, 'CloudFront::OriginAccessControl'), 'OriginAccessControlConfig')[
        'SigningBehavior'
      ] = 'never'),
  },
  {
    name: 'bucket asked by CloudFront as nobody, in China',
    catcher: 'pages-signed',
    apply: (d) => (inner(config(d), 'Origins', 0, 'S3OriginConfig')['OriginAccessIdentity'] = ''),
  },
  {
    name: 'answers of the API kept, in China',
    catcher: 'answer-not-kept',
    apply: (d) => (inner(config(d), 'CacheBehaviors', 0)['DefaultTTL'] = 300),
  },
  {
    name: 'answers of the API kept, elsewhere',
    catcher: 'answer-not-kept',
    partition: 'aws',
    apply: (d) =>
      (inner(config(d), 'CacheBehaviors', 0)['CachePolicyId'] = '658327ea-f89d-4fab-a63d-7e88639e58f6'),
  },
];

const config = (draft: Draft): Json =>
  inner(properties(draft, 'CloudFront::Distribution'), 'DistributionConfig');
