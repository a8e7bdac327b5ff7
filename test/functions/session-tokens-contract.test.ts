import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKmsSessionTokens } from '../../functions/adapters/kms-session-tokens.ts';
import type { SessionClaims, SessionTokens } from '../../functions/ports/outside.ts';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../support/embedded-aws.ts';
import { fakeSessionTokens } from '../support/fake-keys.ts';

const CLAIMS: SessionClaims = {
  sub: 'reviewer-1',
  sessionId: '01KJNP2T3V8Q0G6CWD7VX9Y1ZB',
  county: 'suichang',
  roles: ['reviewer'],
  authlevel: 2,
  issuedAtSeconds: 1_772_413_200,
  expiresAtSeconds: 1_772_415_000,
};
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let nowMillis: number;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
});
afterAll(async () => {
  await cloud.close();
  await directory.remove();
});

const transportMillis = (): number => nowMillis;

/** Tokens under a key of their own: no two of the same name share one. */
async function made(kind: 'in memory' | 'by KMS', name: string): Promise<SessionTokens> {
  nowMillis = CLAIMS.issuedAtSeconds * 1000;
  if (kind === 'in memory') return fakeSessionTokens({ transportMillis });
  const { keyId } = await cloud.kms.ensureKey(`alias/${name}`, 'HMAC_256');
  const of = { keyId, county: 'suichang', generation: 1, transportMillis };
  return createKmsSessionTokens({ ...of, config: cloud.client });
}

describe.each(['in memory', 'by KMS'] as const)('Tokens of sessions, %s,', (kind) => {
  it('say what was said when they were made, until their last second', async () => {
    const tokens = await made(kind, 'own');
    const token = await tokens.issue(CLAIMS);
    const fresh = await tokens.verify(token);
    nowMillis = CLAIMS.expiresAtSeconds * 1000 - 1000;
    const old = await tokens.verify(token);
    nowMillis += 1000;

    expect([fresh, old]).toEqual([CLAIMS, CLAIMS]);
    expect(await tokens.verify(token)).toBe('expired');
  });

  it('are forged when they are anything else', async () => {
    const tokens = await made(kind, 'own');
    const token = await tokens.issue(CLAIMS);
    const foreign = await (await made(kind, 'other')).issue(CLAIMS);
    const others = ['', 'a.b.c', token.slice(0, -1), `${token}x`, `x${token}`, `${token}.`, foreign];

    const verdicts = await Promise.all(others.map((text) => tokens.verify(text)));

    expect(new Set(verdicts)).toEqual(new Set(['forged']));
  });
});
