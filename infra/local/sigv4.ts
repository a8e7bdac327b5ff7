import { signatureError, type Dialect, type SignatureFault } from './sigv4-errors.ts';
import {
  amzMillis,
  hmacHex,
  queryPairs,
  sameText,
  sha256Hex,
  signingKey,
  uriDecode,
  uriEncode,
} from './sigv4-keys.ts';
import { AwsError, type WireRequest } from './wire.ts';

/** The one pair of keys that the embedded cloud accepts. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a signature must agree with. */
export interface SignatureRules {
  readonly credentials: Credentials;
  readonly region: string;
  /** The service's name in the credential scope: `s3`, `dynamodb`, `states`, `kms`, `sns`. */
  readonly service: string;
  readonly dialect: Dialect;
}

/** A signature found right, and what is needed to check the signatures of a chunked body that follow from it. */
export interface VerifiedSignature {
  readonly signature: string;
  readonly signingKey: Buffer;
  /** Date, region, service, `aws4_request`, joined by slashes. */
  readonly scope: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly signedAt: string;
  /** What the signature covers of the body: its SHA-256 in hex, `UNSIGNED-PAYLOAD` or a `STREAMING-…` name. */
  readonly payload: string;
}

const MOST_SKEW_MILLIS = 15 * 60_000;
const LONGEST_PRESIGNED_SECONDS = 604_800;
const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Splits `<access key>/<date>/<region>/<service>/aws4_request` and checks every part of it.
 * @returns the scope, without the access key @throws AwsError
 */
export function checkCredential(credential: string, rules: SignatureRules): string {
  const [accessKeyId, date = '', region, service, end, ...more] = credential.split('/');
  if (!/^\d{8}$/u.test(date) || end !== 'aws4_request' || more.length > 0) {
    throw refusal('malformed', 'The credential must be <key>/<date>/<region>/<service>/aws4_request', rules);
  }
  if (accessKeyId !== rules.credentials.accessKeyId) {
    throw refusal('key', 'The access key ID or security token of the request is not known here', rules);
  }
  if (region !== rules.region || service !== rules.service) {
    const expected = `${rules.region}/${rules.service}`;
    throw refusal('malformed', `The scope ${region}/${service} is wrong; expecting ${expected}`, rules);
  }
  return `${date}/${region}/${service}/aws4_request`;
}

/**
 * Checks a Signature Version 4, in the header or in the query (presigned), against real time.
 * The body is only covered as far as `payload` says: S3 must still compare it.
 * @throws AwsError in the dialect's own words
 */
export function verifySignature(request: WireRequest, rules: SignatureRules): VerifiedSignature {
  const query = queryPairs(request.rawQuery);
  const presigned = query.some(([name]) => name === 'X-Amz-Signature');
  const claim = presigned ? presignedClaim(request, query, rules) : headerClaim(request, rules);
  const scope = checkCredential(claim.credential, rules);
  if (!claim.signedHeaders.includes('host')) throw refusal('malformed', 'The host must be signed', rules);
  const key = signingKey(rules.credentials.secretAccessKey, scope);
  const toSign = [ALGORITHM, claim.signedAt, scope, sha256Hex(canonicalRequest(request, query, claim))];
  if (!sameText(hmacHex(key, toSign.join('\n')), claim.signature)) {
    const words = 'The request signature we calculated does not match the signature you provided';
    throw refusal('signature', words, rules);
  }
  return {
    signature: claim.signature,
    signingKey: key,
    scope,
    signedAt: claim.signedAt,
    payload: claim.payload,
  };
}

interface Claim {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly signedAt: string;
  readonly payload: string;
}

function headerClaim({ headers, body }: WireRequest, rules: SignatureRules): Claim {
  const header = headers['authorization'];
  if (header === undefined) throw refusal('missing', 'The request is not signed', rules);
  const fields = new Map(
    header
      .slice(ALGORITHM.length)
      .split(',')
      .map((field) => [field.split('=')[0]?.trim(), field.slice(field.indexOf('=') + 1).trim()]),
  );
  const [credential, signed, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((name) =>
    fields.get(name),
  );
  const signedAt = headers['x-amz-date'] ?? '';
  const millis = amzMillis(signedAt);
  if (!header.startsWith(ALGORITHM) || !credential || !signed || !signature || Number.isNaN(millis)) {
    throw refusal(
      'malformed',
      'The Authorization header or X-Amz-Date is not as Signature Version 4 wants',
      rules,
    );
  }
  if (Math.abs(millis - Date.now()) > MOST_SKEW_MILLIS) {
    throw refusal(
      'skewed',
      'The difference between the request time and the current time is too large',
      rules,
    );
  }
  const payload = headers['x-amz-content-sha256'];
  if (rules.dialect === 's3' && payload === undefined) {
    throw new AwsError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  // Only S3 lets the header stand for the body.
  const covered = rules.dialect === 's3' && payload !== undefined ? payload : sha256Hex(body);
  return { credential, signedHeaders: signed.split(';'), signature, signedAt, payload: covered };
}

function presignedClaim(
  request: WireRequest,
  query: readonly [string, string][],
  rules: SignatureRules,
): Claim {
  const fields = new Map(query);
  const field = (name: string) => fields.get(`X-Amz-${name}`) ?? '';
  const signedAt = field('Date');
  const seconds = Number(field('Expires') || Number.NaN);
  const millis = amzMillis(signedAt);
  const badLife = !(seconds >= 0 && seconds <= LONGEST_PRESIGNED_SECONDS);
  if (field('Algorithm') !== ALGORITHM || Number.isNaN(millis) || badLife) {
    const words = 'X-Amz-Algorithm, X-Amz-Date or X-Amz-Expires (a week at most) is wrong';
    throw new AwsError('AuthorizationQueryParametersError', words);
  }
  if (millis - Date.now() > MOST_SKEW_MILLIS) throw refusal('expired', 'Request is not valid yet', rules);
  if (millis + seconds * 1000 < Date.now()) throw refusal('expired', 'Request has expired', rules);
  return {
    credential: field('Credential'),
    signedHeaders: field('SignedHeaders').split(';'),
    signature: field('Signature'),
    signedAt,
    payload: request.headers['x-amz-content-sha256'] ?? (field('Content-Sha256') || 'UNSIGNED-PAYLOAD'),
  };
}

function canonicalRequest(request: WireRequest, query: readonly [string, string][], claim: Claim): string {
  const path = request.path.split('/').map((part) => uriEncode(uriDecode(part)));
  const pairs = query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
  const headers = claim.signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replaceAll(/ +/gu, ' ')}\n`,
  );
  return [
    request.method,
    path.join('/'),
    pairs.map(([name, value]) => `${name}=${value}`).join('&'),
    headers.join(''),
    claim.signedHeaders.join(';'),
    claim.payload,
  ].join('\n');
}

/** Order of ASCII texts by code unit, as signatures sort. */
function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function refusal(fault: SignatureFault, message: string, rules: SignatureRules): AwsError {
  return signatureError(fault, message, rules.dialect);
}
