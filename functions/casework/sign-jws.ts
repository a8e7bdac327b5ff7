import type { SignedPermit } from '../domain/permit.ts';
import type { Signer, Sm2Signer } from '../ports/outside.ts';

/**
 * A compact JWS (RFC 7515), ES256, over a JSON payload; the keys stay in KMS. In China a signature by SM2 over the same
 * bytes, header and payload, stands beside it and not in it: whoever knows nothing of it has the same JWS as everywhere.
 * @param type the `typ` of the header
 */
export async function signJws(
  { licenceSigner, sm2Signer }: { readonly licenceSigner: Signer; readonly sm2Signer: Sm2Signer },
  type: string,
  payload: object,
): Promise<Pick<SignedPermit, 'jws' | 'keyId' | 'sm2'>> {
  const { keyId } = await licenceSigner.publicKey();
  const header = { alg: 'ES256', typ: type, kid: keyId };
  const signingInput = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}`;
  const bytes = Buffer.from(signingInput, 'ascii');
  const [signature, sm2] = await Promise.all([licenceSigner.sign(bytes), sm2Signer.sign(bytes)]);
  const jws = `${signingInput}.${Buffer.from(signature).toString('base64url')}`;
  return { jws, keyId, ...(sm2 && { sm2 }) };
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
