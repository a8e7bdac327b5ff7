import { checkCredential, type SignatureRules } from '../sigv4.ts';
import { hmacHex, sameText, signingKey, uriEncode } from '../sigv4-keys.ts';
import { AwsError, type WireRequest, type WireResponse } from '../wire.ts';
import { versionHeader } from './call.ts';
import { checksumHeaders, verifyChecksums } from './checksums.ts';
import { parseForm, type Form } from './multipart-form.ts';
import { lockOf } from './object-lock.ts';
import type { Bucket, ObjectStore } from './object-store.ts';
import { assertPolicy } from './post-policy.ts';
import { addVersion, describe, keptHeaders } from './put-object.ts';
import { tag, xmlAnswer } from './xml.ts';

/**
 * POST of a form with a signed policy (presigned POST). The signature is the policy's: it covers no header.
 * Answers 204, or as `success_action_status` (200, 201 with XML) and `success_action_redirect` say.
 */
export async function postObject(
  request: WireRequest,
  { store, bucket, rules }: { store: ObjectStore; bucket: Bucket; rules: SignatureRules },
): Promise<WireResponse> {
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data')) {
    throw new AwsError(
      'PreconditionFailed',
      'Bucket POST must be of the enclosure-type multipart/form-data',
      412,
    );
  }
  const form = parseForm(contentType, request.body);
  const policy = verifiedPolicy(form, rules);
  const key = (form.fields.get('key') ?? '').replaceAll('${filename}', form.fileName);
  if (key === '') throw new AwsError('InvalidArgument', "Bucket POST must contain a field named 'key'.");
  assertPolicy(policy, { fields: form.fields, bucket: bucket.name, key, sizeBytes: form.file.length });
  const headers = Object.fromEntries(form.fields);
  const checksums = verifyChecksums(headers, form.file);
  const lock = lockOf({ bucket, headers }, true);
  const version = describe(key, form.file, checksums, keptHeaders(headers), lock);
  const added = await addVersion({ store, bucket, headers: {}, key }, version, () =>
    store.writeBytes(form.file),
  );
  const location = `http://${request.headers['host'] ?? ''}${request.path.replace(/\/$/u, '')}/${key.split('/').map(uriEncode).join('/')}`;
  const told = {
    etag: `"${added.etag}"`,
    location,
    ...checksumHeaders(checksums),
    ...versionHeader(bucket, added),
  };
  return answerAs(form, told, { bucket: bucket.name, key, etag: told.etag });
}

function answerAs(
  { fields }: Form,
  headers: Record<string, string>,
  told: Readonly<Record<'bucket' | 'key' | 'etag', string>>,
): WireResponse {
  const redirect = fields.get('success_action_redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const location = new URL(redirect);
    for (const [name, value] of Object.entries(told)) location.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: location.href } };
  }
  const status = fields.get('success_action_status');
  if (status === '201') {
    const { bucket, key, etag } = told;
    const place = tag('Location', headers['location']) + tag('Bucket', bucket);
    const answer = xmlAnswer('PostResponse', place + tag('Key', key) + tag('ETag', etag), headers);
    return { ...answer, status: 201 };
  }
  return { status: status === '200' ? 200 : 204, headers };
}

/** @returns the policy, still in base64 @throws AwsError AccessDenied, InvalidArgument, SignatureDoesNotMatch, InvalidAccessKeyId */
function verifiedPolicy({ fields }: Form, rules: SignatureRules): string {
  const policy = fields.get('policy');
  if (policy === undefined) throw new AwsError('AccessDenied', 'Access Denied', 403);
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw new AwsError('InvalidArgument', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  for (const name of ['X-Amz-Credential', 'X-Amz-Signature']) {
    if (!fields.has(name.toLowerCase()))
      throw new AwsError('InvalidArgument', `Bucket POST must contain a field named '${name}'.`);
  }
  const scope = checkCredential(fields.get('x-amz-credential') ?? '', rules);
  const right = hmacHex(signingKey(rules.credentials.secretAccessKey, scope), policy);
  if (sameText(right, fields.get('x-amz-signature') ?? '')) return policy;
  const words = 'The request signature we calculated does not match the signature you provided';
  throw new AwsError('SignatureDoesNotMatch', words, 403);
}
