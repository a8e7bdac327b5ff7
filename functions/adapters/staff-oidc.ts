import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import { RuleError } from '../domain/rule-error.ts';
import type { SignIn } from '../ports/outside.ts';
import { PATIENCE } from '../ports/patience.ts';

export interface StaffOidcOptions {
  /** Exactly as in the token's `iss`. */
  readonly issuer: string;
  /** `jwks_uri` of the issuer's discovery document. */
  readonly jwksUrl: string;
  /** Our client id: the token's `aud`. */
  readonly audience: string;
  /** Longest age of a token, whatever its `exp` says. @default 600 */
  readonly maxAgeSeconds?: number;
  /** For fetching the keys. @default 5000 */
  readonly timeoutMillis?: number;
}

/** Methods of RFC 8176 by kind of factor; two of one kind are one factor. */
const FACTORS: Readonly<Record<string, 'knows' | 'has' | 'is'>> = {
  pwd: 'knows',
  pin: 'knows',
  kba: 'knows',
  otp: 'has',
  sms: 'has',
  tel: 'has',
  sc: 'has',
  hwk: 'has',
  swk: 'has',
  fpt: 'is',
  face: 'is',
  iris: 'is',
  retina: 'is',
  vbm: 'is',
};

const Claims = z.object({ sub: z.string().min(1), amr: z.array(z.string()) });

/** Errors that say something about the token; every other one is a fault on the way to the issuer's keys. */
const REFUSALS = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JWKSNoMatchingKey,
];

/** Tokens of the staff's OIDC issuer: RS256 only, issuer, audience, expiry, and two factors in `amr`. */
export function createStaffOidc(options: StaffOidcOptions): Pick<SignIn, 'verifyStaffToken'> {
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), {
    timeoutDuration: options.timeoutMillis ?? PATIENCE.staffKeys.timeoutMillis,
  });
  return {
    async verifyStaffToken(idToken) {
      const claims = Claims.safeParse(await verify(idToken, keys, options));
      if (!claims.success || !hasTwoFactors(claims.data.amr)) throw new RuleError('SIGN_IN_REFUSED');
      return claims.data.sub;
    },
  };
}

async function verify(
  idToken: string,
  keys: ReturnType<typeof createRemoteJWKSet>,
  options: StaffOidcOptions,
): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      algorithms: ['RS256'],
      issuer: options.issuer,
      audience: options.audience,
      requiredClaims: ['sub', 'exp', 'iat', 'amr'],
      maxTokenAge: options.maxAgeSeconds ?? 600,
      clockTolerance: 30,
    });
    return payload;
  } catch (error) {
    if (REFUSALS.some((refusal) => error instanceof refusal)) throw new RuleError('SIGN_IN_REFUSED');
    throw new Error("The staff issuer's keys cannot be read", { cause: error });
  }
}

function hasTwoFactors(methods: readonly string[]): boolean {
  if (methods.includes('mfa')) return true;
  return new Set(methods.flatMap((method) => FACTORS[method] ?? [])).size >= 2;
}
