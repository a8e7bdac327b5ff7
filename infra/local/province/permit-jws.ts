import { decodeProtectedHeader } from 'jose';
import * as z from 'zod';

const Payload = z.looseObject({ licenceId: z.string().optional() });

/**
 * Whether the text is a compact ES256 JWS with a JSON payload, of this key and about this licence where it names them.
 * The signature itself is not checked: the platform has not been told our key.
 */
export function isPermitJws(jws: string, licenceId: string, keyId: string): boolean {
  try {
    const header = decodeProtectedHeader(jws);
    const [, payload = '', signature = ''] = jws.split('.');
    const claims = Payload.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return (
      header.alg === 'ES256' &&
      (header.kid ?? keyId) === keyId &&
      Buffer.from(signature, 'base64url').length === 64 &&
      claims.success &&
      (claims.data.licenceId ?? licenceId) === licenceId
    );
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return false;
    throw error;
  }
}
