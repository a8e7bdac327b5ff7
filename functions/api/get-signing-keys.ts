import * as z from 'zod';
import { endpoint } from '../runtime/endpoint.ts';

const Keys = z.array(z.record(z.string(), z.string()));

/**
 * GET /.well-known/jwks.json. The public keys with which anybody can check a permit, offline: the present one first.
 * The keys of SM2 are beside `keys`: RFC 7517 has everybody ignore a member they do not know, while a curve they do not
 * know makes some refuse the whole set.
 */
export const getSigningKeys = endpoint({
  route: 'get-signing-keys',
  summary: 'Public keys of the permits (RFC 7517)',
  success: { status: 200, body: z.strictObject({ keys: Keys, sm2Keys: Keys.optional() }) },
  async run(world) {
    const [{ keyId, jwk }, sm2] = await Promise.all([
      world.licenceSigner.publicKey(),
      world.sm2Signer.publicKey(),
    ]);
    const { former = [], formerSm2 = [] } = world.county.licenceKey ?? {};
    const sm2Keys = [...(sm2 ? [sm2] : []), ...formerSm2];
    return {
      status: 200,
      body: {
        keys: [{ ...jwk, kid: keyId, use: 'sig', alg: 'ES256' }, ...former],
        ...(sm2Keys.length > 0 && { sm2Keys }),
      },
      headers: { 'cache-control': 'public, max-age=3600' },
    };
  },
});
