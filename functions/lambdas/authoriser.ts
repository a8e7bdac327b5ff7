import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda';
import { currentWorld } from '../runtime/container.ts';
import { logFault, logInfo } from '../runtime/log.ts';
import { NamedFault } from '../runtime/named-fault.ts';
import type { AuthorisedContext } from '../runtime/caller.ts';
import type { World } from '../ports.ts';

type Verdict = APIGatewaySimpleAuthorizerWithContextResult<AuthorisedContext>;

const REFUSED: Verdict = { isAuthorized: false, context: {} };
const ENDED: Verdict = { isAuthorized: true, context: { ended: 'yes' } };

/**
 * The HTTP API's authoriser. Forged tokens and those of another county are refused (403); a token of ours that has
 * expired or was signed out is let through as `ended`, so that the envelope can answer 401 and say: sign in again. The
 * roles are those of the session that stands, whatever the token says.
 */
export async function authorise(
  world: Pick<World, 'county' | 'sessionTokens' | 'sessions'>,
  authorization: string | undefined,
): Promise<Verdict> {
  const token = authorization?.match(/^Bearer (\S+)$/u)?.[1];
  if (!token) return REFUSED;
  const verified = await world.sessionTokens.verify(token);
  if (verified === 'expired') return ENDED;
  if (verified === 'forged') return REFUSED;
  const { sub, sessionId, county } = verified;
  if (county !== world.county.id) return REFUSED;
  const session = await world.sessions.find(sessionId);
  if (!session || session.sub !== sub) return ENDED;
  return { isAuthorized: true, context: { sub, sessionId, roles: session.roles.join(' ') } };
}

export async function handler(event: APIGatewayRequestAuthorizerEventV2): Promise<Verdict> {
  const { requestId } = event.requestContext;
  const verdict = await authorise(currentWorld(), event.headers?.['authorization']).catch(
    (error: unknown) => {
      logFault('token-not-verified', error, { requestId });
      throw new NamedFault(error);
    },
  );
  if (!verdict.isAuthorized) logInfo('token-refused', { requestId });
  return verdict;
}
