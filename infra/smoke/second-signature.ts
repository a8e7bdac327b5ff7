import { sm2 as outside } from 'sm-crypto-v2';
import { Unexpected } from './door.ts';

/** Length of a public key's DER up to its point. */
const SPKI_HEAD_BYTES = 26;

/**
 * Where a key of SM2 is published, the permit is signed by one as well: over what the JWS's own signature is over.
 * @throws Unexpected when it is not, or not by a published key
 */
export function checkSecondSignature(
  jws: string,
  sm2: { readonly keyId: string; readonly signature: string } | undefined,
  published: readonly { readonly kid: string; readonly spki: string }[],
): void {
  if (!sm2 && published.length === 0) return;
  const key = published.find(({ kid }) => kid === sm2?.keyId);
  if (!sm2) throw new Unexpected('The permit has no signature by SM2, though a key of SM2 is published.');
  if (!key)
    throw new Unexpected(`The permit was signed by SM2 with the key ${sm2.keyId}, which is not published.`);
  const der = Buffer.from(sm2.signature, 'base64').toString('hex');
  const point = Buffer.from(key.spki, 'base64').toString('hex', SPKI_HEAD_BYTES);
  const text = jws.slice(0, jws.lastIndexOf('.'));
  if (!outside.doVerifySignature(text, der, point, { der: true, hash: true }))
    throw new Unexpected('The signature by SM2 is not that of the permit.');
}
