import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import type { WireResponse } from '../wire.ts';
import { json } from './answers.ts';
import { put, type ProvinceStore } from './province-store.ts';
import { STAFF_KEYS } from './tables.ts';

const KEY_ID = 'staff-1';
const LIFE_SECONDS = 300;

export interface StaffIssuerOptions {
  readonly store: ProvinceStore;
  /** Asked late, for the port may not be known before. */
  readonly issuer: () => string;
  readonly audience: string;
  /** Real time, milliseconds since the epoch. */
  readonly realNow: () => number;
}

/** The OIDC issuer of the staff: discovery, keys, and ID tokens with two factors, RS256. Its key outlives a restart. */
export class StaffIssuer {
  readonly #options: StaffIssuerOptions;
  readonly #jwk: JWK;

  private constructor(options: StaffIssuerOptions, jwk: JWK) {
    this.#options = options;
    this.#jwk = jwk;
  }

  static async open(options: StaffIssuerOptions): Promise<StaffIssuer> {
    const kept = options.store.get(STAFF_KEYS, 'current');
    if (kept !== undefined) return new StaffIssuer(options, kept);
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const made = STAFF_KEYS.schema.parse(await exportJWK(privateKey));
    await options.store.write([put(STAFF_KEYS, 'current', made)]);
    return new StaffIssuer(options, made);
  }

  /** @param amr methods the officer signed in with, RFC 8176 */
  async issue(staffId: string, amr: readonly string[] = ['pwd', 'otp']): Promise<string> {
    const iat = Math.floor(this.#options.realNow() / 1_000);
    return new SignJWT({ amr })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
      .setIssuer(this.#options.issuer())
      .setAudience(this.#options.audience)
      .setSubject(staffId)
      .setIssuedAt(iat)
      .setExpirationTime(iat + LIFE_SECONDS)
      .sign(await importJWK(this.#jwk, 'RS256'));
  }

  discovery(): WireResponse {
    const issuer = this.#options.issuer();
    return json(200, {
      issuer,
      jwks_uri: `${issuer}/jwks`,
      authorization_endpoint: `${issuer}/authorize`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
  }

  jwks(): WireResponse {
    const { n, e } = this.#jwk;
    return json(200, { keys: [{ kty: 'RSA', n, e, alg: 'RS256', use: 'sig', kid: KEY_ID }] });
  }
}
