import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Caller } from '../domain/account.ts';
import { sha256Hex } from '../domain/canonical.ts';
import { RuleError } from '../domain/rule-error.ts';
import type { World } from '../ports.ts';
import type { HttpEvent } from './http.ts';

/**
 * Carries a write out once for one `Idempotency-Key` of one caller on one route, and repeats its answer for 24 hours.
 * A refusal (4xx) or a fault gives the key back: nothing was done, so the same key may try again.
 * @throws RuleError IDEMPOTENCY_KEY_REUSED when the key came with another request, REQUEST_IN_PROGRESS while it runs
 */
export async function answerOnce(
  world: World,
  event: HttpEvent,
  caller: Caller,
  run: () => Promise<APIGatewayProxyStructuredResultV2>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const given = event.headers['idempotency-key'];
  // Anonymous callers have no space of their own, and what signing in answers is never kept.
  const anonymous = caller.sessionId === '';
  if (!given || anonymous || event.requestContext.http.method === 'GET') return run();
  const key = sha256Hex([caller.sub, event.routeKey, given].join('\n'));
  const requestHash = sha256Hex([event.rawPath, event.rawQueryString, event.body ?? ''].join('\n'));
  const earlier = await world.replies.claim(key, requestHash);
  if (earlier === 'busy') throw new RuleError('REQUEST_IN_PROGRESS');
  if (earlier !== 'claimed') return replay(earlier, requestHash);
  return carryOut(world, { key, requestHash }, run);
}

function replay(
  earlier: { requestHash: string; status: number; body: string },
  requestHash: string,
): APIGatewayProxyStructuredResultV2 {
  if (earlier.requestHash !== requestHash) throw new RuleError('IDEMPOTENCY_KEY_REUSED');
  return {
    statusCode: earlier.status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    ...(earlier.body && { body: earlier.body }),
  };
}

async function carryOut(
  world: World,
  { key, requestHash }: { key: string; requestHash: string },
  run: () => Promise<APIGatewayProxyStructuredResultV2>,
): Promise<APIGatewayProxyStructuredResultV2> {
  try {
    const answer = await run();
    await world.replies.keep(key, { requestHash, status: answer.statusCode ?? 200, body: answer.body ?? '' });
    return answer;
  } catch (error) {
    await world.replies.release(key);
    throw error;
  }
}
