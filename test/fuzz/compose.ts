import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { spoilt } from './nonsense.ts';
import type { FuzzedPerson } from './people.ts';
import type { Plan } from './plan.ts';
import type { Live, Pool } from './pool.ts';
import { asJson, contentType, materialId, queryOf, tooLarge } from './parts.ts';
import { fitted } from './realistic.ts';
import type { Sessions } from './sessions.ts';
import type { RawRequest } from './wire.ts';

/** A request as it is sent, and who sends it. */
export interface Composed {
  readonly sent: RawRequest;
  /** Undefined without a session that holds. */
  readonly caller: FuzzedPerson | undefined;
  readonly token: string | undefined;
  /** Id in the path, to which the answer belongs. */
  readonly about: string | undefined;
  /** Whether the path is one of the operation’s: an odd id may make another of it. */
  readonly routed: boolean;
}

/** Turns plans into requests about what exists. */
export class Composer {
  readonly #pool: Pool;
  readonly #sessions: Sessions;
  readonly #keys: string[] = [];

  constructor(pool: Pool, sessions: Sessions) {
    this.#pool = pool;
    this.#sessions = sessions;
  }

  async compose(plan: Plan): Promise<Composed> {
    const live = this.#target(plan);
    const caller = this.#caller(plan, live);
    const about = this.#about(plan, live);
    const holder = holderOf(plan, this.#sessions, caller, live);
    const body = await this.#body(plan, live, holder, about);
    const token = await this.#token(plan, caller);
    const { operation } = plan;
    const headers: Record<string, string> = {
      ...(token !== undefined && { authorization: token }),
      ...(body && contentType(plan)),
      ...(plan.language !== undefined && { 'accept-language': plan.language }),
      ...(plan.accept !== undefined && { accept: plan.accept }),
      ...this.#key(plan),
    };
    const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) =>
      name === 'materialId' ? materialId(plan, live) : (about ?? ''),
    );
    return {
      sent: { method: operation.method, target: `${path}${queryOf(plan)}`, headers, body },
      caller: plan.who === 'bad-token' || plan.who === 'nobody' ? undefined : caller,
      token: token?.startsWith('Bearer ') ? token.slice(7) : undefined,
      about,
      routed: path.split('/').length === operation.path.split('/').length && !path.includes('//'),
    };
  }

  #target({ operation, choice }: Plan): Live | undefined {
    const wanted = WANTED[operation.id] ?? (() => true);
    const made = operation.roles.includes('applicant')
      ? ({ maker }: Live) => maker !== undefined && this.#sessions.person(maker).roles.includes('applicant')
      : () => true;
    return this.#pool.pick(choice, choice % 8 === 0 ? made : (live) => made(live) && wanted(live));
  }

  #caller({ operation, who, choice }: Plan, live: Live | undefined): FuzzedPerson | undefined {
    const holding = this.#sessions.holding(who === 'anybody' ? [] : operation.roles);
    const theirs = holding.find(({ id }) => id === live?.claimedBy || id === live?.maker);
    if (who === 'maker' && theirs) return theirs;
    return holding[choice % holding.length];
  }

  #about({ operation, path, oddId, choice, salt }: Plan, live: Live | undefined): string | undefined {
    const name = /\{(\w+)\}/u.exec(operation.path)?.[1];
    if (name === undefined) return undefined;
    if (path === 'odd') return oddId;
    if (operation.id === 'update-staff') return salt % 6 === 0 ? 'clerk-2' : `temp-${1 + (choice % 40)}`;
    if (operation.id === 'settle-message') return `${live?.id ?? ''}-received-1`;
    if (path === 'unknown') return '01JNB6M4A0000000000000000A';
    if (name === 'licenceId') return encodeURIComponent(live?.licenceId ?? '1.2.156.3005.2.1');
    return live?.id ?? '01JNB6M4A0000000000000000A';
  }

  async #token(
    { who, operation, salt }: Plan,
    caller: FuzzedPerson | undefined,
  ): Promise<string | undefined> {
    if (who === 'bad-token') return this.#sessions.badHeader(salt);
    if (who === 'nobody' || !caller || (operation.roles.length === 0 && salt % 4 > 0)) return undefined;
    // Whoever ends a session ends one of their own, or nobody could go on.
    if (operation.id === 'end-session') return `Bearer ${await this.#sessions.fresh(caller.id)}`;
    return `Bearer ${await this.#sessions.of(caller.id)}`;
  }

  async #body(
    plan: Plan,
    live: Live | undefined,
    holder: FuzzedPerson,
    about: string | undefined,
  ): Promise<Buffer | undefined> {
    const { operation, body, salt } = plan;
    if (operation.method === 'GET') return undefined;
    if (!operation.body && salt % 5 > 0) return undefined;
    if (body === 'empty') return Buffer.alloc(0);
    if (body === 'broken') return Buffer.from(plan.broken);
    if (body === 'large') return tooLarge(operation.body !== undefined && salt % 20 === 0);
    if (body === 'nonsense') return asJson(plan.nonsense);
    const circumstances = { pool: this.#pool, live, holder, choice: plan.choice, about };
    const wanted = body === 'valid' ? plan.value : fitted(operation.id, plan.value, circumstances);
    const whole = operation.id === 'open-session' && body === 'fitted' ? await this.#proof(plan) : wanted;
    if (body !== 'spoilt') return asJson(whole);
    return asJson(fc.sample(spoilt(whole), { seed: salt, numRuns: 1 })[0]);
  }

  #proof({ choice }: Plan): Promise<unknown> {
    const { people } = this.#sessions;
    const person = people[choice % people.length];
    return this.#sessions.proof(person?.id ?? '', choice % 2 === 0 ? 'ticket' : 'ticketId');
  }

  #key({ key, salt, operation }: Plan): Record<string, string> {
    if (key === 'none' || operation.method === 'GET') return {};
    const used = this.#keys[salt % Math.max(1, this.#keys.length)];
    if (key === 'used' && used !== undefined) return { 'idempotency-key': used };
    const made = createHash('sha256')
      .update(String(salt))
      .digest('hex')
      .slice(0, 1 + (salt % 60));
    this.#keys.push(made);
    if (this.#keys.length > 40) this.#keys.shift();
    return { 'idempotency-key': made };
  }
}

/** In which state an application must be for the operation to have a chance. */
const WANTED: Readonly<Record<string, (live: Live) => boolean>> = {
  'update-draft': ({ status }) => status === 'draft' || status === 'awaiting-correction',
  'submit-application': ({ status }) => status === 'draft',
  'correct-application': ({ status }) => status === 'awaiting-correction',
  'correct-case': ({ status }) => status === 'awaiting-correction',
  'record-decision': ({ stage }) => stage !== undefined,
  'claim-task': ({ stage }) => stage !== undefined,
  'release-task': ({ claimedBy }) => claimedBy !== undefined,
  'reassign-task': ({ stage }) => stage !== undefined,
  'withdraw-application': ({ stage }) => stage !== undefined,
  'get-permit': ({ licenceId }) => licenceId !== undefined,
  'set-permit-status': ({ licenceId }) => licenceId !== undefined,
  'rate-application': ({ status }) => ['issued', 'refused', 'not-accepted', 'withdrawn'].includes(status),
  'ask-second-look': ({ status }) => ['refused', 'not-accepted'].includes(status),
};

/** Whose form it is: the caller’s own, or for a clerk that of somebody who stands before them. */
function holderOf(
  { choice }: Plan,
  sessions: Sessions,
  caller: FuzzedPerson | undefined,
  live: Live | undefined,
) {
  if (caller?.roles.includes('applicant')) return caller;
  const applicants = sessions.holding(['applicant']);
  const maker = applicants.find(({ id }) => id === live?.maker);
  const [first] = sessions.people;
  const chosen = (choice % 2 === 0 ? maker : undefined) ?? applicants[choice % applicants.length] ?? first;
  if (!chosen) throw new RangeError('There is nobody');
  return chosen;
}
