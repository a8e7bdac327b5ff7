import { compactVerify, importJWK, type JWK } from 'jose';
import * as z from 'zod';
import { type Door, Unexpected } from './door.ts';
import type { Guide } from './form.ts';
import { checkSecondSignature } from './second-signature.ts';

const KeySet = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })).min(1),
  /** In China. */
  sm2Keys: z.array(z.looseObject({ kid: z.string(), spki: z.string() })).default([]),
});
const Permit = z.looseObject({
  jws: z.string(),
  sm2: z.object({ keyId: z.string(), signature: z.string() }).optional(),
  status: z.string(),
  licenceId: z.string(),
});
/** The keys by which permits are verified. */
export type KeySet = z.infer<typeof KeySet>;

/** @returns what the service says of itself */
export async function askHealth(anyone: Door): Promise<string> {
  const { county, now } = await anyone.get(
    '/health',
    z.looseObject({ status: z.literal('ok'), county: z.string(), now: z.string() }),
  );
  return `${county}, ${now}`;
}

/** @returns how many paths the document describes */
export async function readOpenapi(anyone: Door): Promise<string> {
  const { paths } = await anyone.get(
    '/openapi.json',
    z.looseObject({ openapi: z.string().startsWith('3.'), paths: z.record(z.string(), z.unknown()) }),
  );
  const missing = ['/health', '/eligibility', '/applications', '/sessions'].filter((path) => !paths[path]);
  if (missing.length > 0) throw new Unexpected(`The document does not describe ${missing.join(', ')}.`);
  return `${Object.keys(paths).length} paths`;
}

/** The published signing keys. */
export function readKeys(anyone: Door): Promise<KeySet> {
  return anyone.get('/.well-known/jwks.json', KeySet);
}

/** Townships and texts: what a form needs. */
export function readGuide(anyone: Door): Promise<Guide> {
  const Text = z.looseObject({ version: z.string() });
  return anyone.get(
    '/form-guide',
    z.looseObject({
      townships: z.array(z.looseObject({ code: z.string() })).min(1),
      texts: z.looseObject({ commitment: Text, notice: Text, declaration: Text }),
    }),
  );
}

/** Asks with nothing said: every rule answers. @returns the verdict */
export async function preCheck(anyone: Door): Promise<string> {
  const { verdict, findings } = await anyone.post(
    '/eligibility',
    {},
    z.looseObject({ verdict: z.string(), findings: z.array(z.unknown()).min(1) }),
  );
  return `${verdict}, ${findings.length} findings`;
}

/** The permit of a synthetic case: signed by a published key, and revoked from its first moment. */
export async function checkPermit(door: Door, id: string, published: KeySet): Promise<string> {
  const { jws, sm2, status, licenceId } = await door.get(`/applications/${id}/permit`, Permit);
  if (status !== 'revoked')
    throw new Unexpected(`The synthetic permit ${licenceId} is ${status}. Revoke it.`);
  const { payload } = await compactVerify(jws, async ({ kid }) => {
    const key = published.keys.find((one) => one.kid === kid);
    if (!key)
      throw new Unexpected(`The permit was signed with the key ${kid ?? '?'}, which is not published.`);
    return importJWK(key as JWK, 'ES256');
  });
  const said = z
    .looseObject({ licenceId: z.string() })
    .parse(JSON.parse(Buffer.from(payload).toString('utf8')));
  if (said.licenceId !== licenceId) throw new Unexpected('The signature is over another permit.');
  checkSecondSignature(jws, sm2, published.sm2Keys);
  return `${licenceId}, ${status}${sm2 ? ', SM2' : ''}`;
}
