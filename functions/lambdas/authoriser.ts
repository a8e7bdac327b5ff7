import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda';
import { errors, importJWK, jwtVerify } from 'jose';
import * as z from 'zod';
import { currentWorld } from '../runtime/container.ts';
import { logInfo } from '../runtime/log.ts';
import type { AuthorisedContext } from '../runtime/caller.ts';
import type { World } from '../ports.ts';

const Claims = z.object({ sub: z.string(), jti: z.string(), county: z.string(), roles: z.array(z.string()) });

type Verdict = APIGatewaySimpleAuthorizerWithContextResult<AuthorisedContext>;

const REFUSED: Verdict = { isAuthorized: false, context: {} };
const ENDED: Verdict = { isAuthorized: true, context: { ended: 'yes' } };

/**
 * The HTTP API's authoriser. Forged tokens and those of another county are refused (403); a token of ours that has
 * expired or was signed out is let through as `ended`, so that the envelope can answer 401 and say: sign in again.
 */
export async function authorise(world: World, authorization: string | undefined): Promise<Verdict> {
  const token = authorization?.match(/^Bearer (\S+)$/u)?.[1];
  if (!token) return REFUSED;
  const verified = await verify(world, token);
  if (verified === 'expired') return ENDED;
  if (verified === 'forged') return REFUSED;
  const { sub, jti, county, roles } = verified;
  if (county !== world.county.id) return REFUSED;
  const session = await world.sessions.find(jti);
  if (!session || session.sub !== sub) return ENDED;
  return { isAuthorized: true, context: { sub, sessionId: jti, roles: roles.join(' ') } };
}

async function verify(world: World, token: string): Promise<z.infer<typeof Claims> | 'forged' | 'expired'> {
  const { jwk } = await world.sessionSigner.publicKey();
  try {
    const key = await importJWK(jwk, 'ES256');
    const { payload } = await jwtVerify(token, key, { algorithms: ['ES256'], typ: 'JWT' });
    return Claims.parse(payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired';
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return 'forged';
    throw error;
  }
}

export async function handler(event: APIGatewayRequestAuthorizerEventV2): Promise<Verdict> {
  const verdict = await authorise(currentWorld(), event.headers?.['authorization']);
  if (!verdict.isAuthorized) logInfo('token-refused', { requestId: event.requestContext.requestId });
  return verdict;
}
