import { AwsError } from './wire.ts';

/** Which error names a service uses: S3's, those of the JSON protocols, those of the Query protocol. */
export type Dialect = 's3' | 'json' | 'query';

/** What can be wrong with a signature. */
export type SignatureFault = 'missing' | 'malformed' | 'key' | 'signature' | 'skewed' | 'expired';

const ERRORS: Readonly<
  Record<SignatureFault, Readonly<Record<Dialect, readonly [code: string, status: number]>>>
> = {
  missing: {
    s3: ['AccessDenied', 403],
    json: ['MissingAuthenticationTokenException', 400],
    query: ['MissingAuthenticationToken', 403],
  },
  malformed: {
    s3: ['AuthorizationHeaderMalformed', 400],
    json: ['IncompleteSignatureException', 400],
    query: ['IncompleteSignature', 400],
  },
  key: {
    s3: ['InvalidAccessKeyId', 403],
    json: ['UnrecognizedClientException', 400],
    query: ['InvalidClientTokenId', 403],
  },
  signature: {
    s3: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
    query: ['SignatureDoesNotMatch', 403],
  },
  skewed: {
    s3: ['RequestTimeTooSkewed', 403],
    json: ['InvalidSignatureException', 400],
    query: ['SignatureDoesNotMatch', 403],
  },
  expired: {
    s3: ['AccessDenied', 403],
    json: ['InvalidSignatureException', 400],
    query: ['SignatureDoesNotMatch', 403],
  },
};

/** The fault under the name that the service uses for it. */
export function signatureError(fault: SignatureFault, message: string, dialect: Dialect): AwsError {
  const [code, status] = ERRORS[fault][dialect];
  return new AwsError(code, message, status);
}
