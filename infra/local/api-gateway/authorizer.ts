import { authorizerEvent, type AuthorizerEvent, type Call } from './proxy-event.ts';

/** A simple response, format 2.0. */
export interface AuthorizerAnswer {
  readonly isAuthorized: boolean;
  readonly context?: Record<string, unknown> | undefined;
}

/** The Lambda authoriser, called as the gateway calls it. */
export type Authorize = (event: AuthorizerEvent) => Promise<AuthorizerAnswer>;

/** @returns the authoriser's context; `unauthorized` without an identity, `forbidden` when it says no */
export type Gate = (
  call: Call,
) => Promise<{ context: Record<string, unknown> } | 'unauthorized' | 'forbidden'>;

/**
 * A REQUEST authoriser on the `Authorization` header. Its answers, also the refusals, are kept for `ttlMillis` of
 * real time, one for each header value and for all routes alike; a fault is not kept.
 */
export function createGate(authorize: Authorize, ttlMillis: number): Gate {
  const kept = new Map<string, { answer: AuthorizerAnswer; untilMillis: number }>();
  return async (call) => {
    const identity = call.request.headers['authorization'];
    if (identity === undefined || identity === '') return 'unauthorized';
    for (const [key, { untilMillis }] of kept) if (untilMillis <= call.nowMillis) kept.delete(key);
    let answer = kept.get(identity)?.answer;
    if (answer === undefined) {
      answer = await authorize(authorizerEvent(call, identity));
      if (typeof answer.isAuthorized !== 'boolean') throw new TypeError('The authoriser answered no boolean');
      if (ttlMillis > 0) kept.set(identity, { answer, untilMillis: call.nowMillis + ttlMillis });
    }
    if (!answer.isAuthorized) return 'forbidden';
    return { context: structuredClone(answer.context ?? {}) };
  };
}
