import { AwsError } from '../wire.ts';

/** Where a token leads: an execution, a scope in it, and the one call the token was made for. */
export interface TokenTarget {
  readonly arn: string;
  readonly scopeId: number;
  readonly call: string;
}

/** An opaque token. It is kept with the scope, in the same write that schedules its task. */
export function makeToken(arn: string, scopeId: number, call: string): string {
  return Buffer.from(JSON.stringify([arn, scopeId, call])).toString('base64url');
}

/** @throws AwsError InvalidToken when the text was never a token of this engine */
export function readToken(token: string): TokenTarget {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    throw invalidToken();
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw invalidToken();
  const [arn, scopeId, call] = parts as unknown[];
  if (typeof arn !== 'string' || typeof scopeId !== 'number' || typeof call !== 'string')
    throw invalidToken();
  return { arn, scopeId, call };
}

function invalidToken(): AwsError {
  return new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
}
