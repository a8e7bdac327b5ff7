import type { Signer } from '../ports/outside.ts';

/**
 * A compact JWS (RFC 7515), ES256, over a JSON payload; the key stays in KMS.
 * @param type the `typ` of the header
 */
export async function signJws(
  signer: Signer,
  type: string,
  payload: object,
): Promise<{ jws: string; keyId: string }> {
  const { keyId } = await signer.publicKey();
  const header = { alg: 'ES256', typ: type, kid: keyId };
  const signingInput = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}`;
  const signature = await signer.sign(Buffer.from(signingInput, 'ascii'));
  return { jws: `${signingInput}.${Buffer.from(signature).toString('base64url')}`, keyId };
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
