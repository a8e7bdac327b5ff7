import * as z from 'zod';
import { endpoint } from '../runtime/endpoint.ts';

/** GET /.well-known/jwks.json. The public keys with which anybody can check a permit, offline: the present one first. */
export const getSigningKeys = endpoint({
  route: 'get-signing-keys',
  summary: 'Public keys of the permits (RFC 7517)',
  success: { status: 200, body: z.strictObject({ keys: z.array(z.record(z.string(), z.string())) }) },
  async run(world) {
    const { keyId, jwk } = await world.licenceSigner.publicKey();
    const key = { ...jwk, kid: keyId, use: 'sig', alg: 'ES256' };
    const former = world.county.licenceKey?.former ?? [];
    return {
      status: 200,
      body: { keys: [key, ...former] },
      headers: { 'cache-control': 'public, max-age=3600' },
    };
  },
});
