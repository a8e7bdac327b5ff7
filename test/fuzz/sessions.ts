import { signedSession } from '../support/journey-aws.ts';
import { call, ok } from '../journeys/client.ts';
import { everybody, type FuzzedPerson } from './people.ts';
import type { ProductUnderTest } from './product-under-test.ts';

const PEOPLE = everybody();

/** Tokens of everybody, made when first asked for, and tokens that are no good. */
export class Sessions {
  readonly people = PEOPLE;
  readonly #product: ProductUnderTest;
  readonly #tokens = new Map<string, string>();
  /** Every token that was ever handed out: none may appear anywhere again. */
  readonly all = new Set<string>();
  #bad: readonly string[] = [];

  constructor(product: ProductUnderTest) {
    this.#product = product;
  }

  /** Tokens that must be refused, each for another reason. */
  async prepare(): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'huren/suichang',
      sub: 'acceptor-1',
      jti: '01JNB6M4A0000000000000000A',
      authlevel: 3,
    };
    const header = { alg: 'HS256', typ: 'JWT', kid: '1' };
    const signed = (more: object) =>
      signedSession(this.#product, header, { ...claims, county: 'suichang', roles: ['acceptor'], ...more });
    const good = await this.of('permit-1');
    const signedOnes = await Promise.all([
      signed({ iat: now - 7200, exp: now - 3600 }),
      signed({ iat: now, exp: now + 600 }),
      signed({ iat: now, exp: now + 600, county: 'longyou' }),
      signed({ iat: now, exp: now + 600, roles: 'acceptor' }),
    ]);
    this.#bad = [
      ...signedOnes,
      `${good.slice(0, -4)}AAAA`,
      `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${good.split('.')[1] ?? ''}.`,
      'nonsense',
      'a.b.c',
    ];
  }

  /** Whole values of the `Authorization` header that open nothing. */
  badHeader(choice: number): string {
    const bare = ['Bearer', 'Basic YTpi', 'Bearer  two blanks', 'bearer lower', '\u00FF\u00FE'];
    const all = [...this.#bad.map((token) => `Bearer ${token}`), ...bare];
    return all[choice % all.length] ?? '';
  }

  /** @throws Error when the sign-in refuses them */
  async of(person: string): Promise<string> {
    const kept = this.#tokens.get(person);
    if (kept !== undefined) return kept;
    const token = await this.fresh(person);
    this.#tokens.set(person, token);
    return token;
  }

  /** A session more, which nobody else uses. */
  async fresh(person: string): Promise<string> {
    const answer = await call<{ token: string }>(`${this.#product.origin}/_local/token`, 'POST', {
      body: { person },
    });
    const { token } = ok(answer);
    this.all.add(token);
    return token;
  }

  /** What the sign-in hands their telephone: the body of one `POST /sessions`. */
  async proof(person: string, kind: 'ticket' | 'ticketId'): Promise<unknown> {
    return ok(await call(`${this.#product.origin}/_local/ticket`, 'POST', { body: { person, kind } }));
  }

  /** @throws RangeError for a stranger */
  person(id: string): FuzzedPerson {
    const found = PEOPLE.find((person) => person.id === id);
    if (!found) throw new RangeError(`Nobody is called ${id}`);
    return found;
  }

  /** Those who hold one of the roles; everybody where none is asked for. */
  holding(roles: readonly string[]): readonly FuzzedPerson[] {
    if (roles.length === 0) return PEOPLE;
    return PEOPLE.filter((person) => person.roles.some((role) => roles.includes(role)));
  }
}
