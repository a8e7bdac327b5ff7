import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { WireResponse } from '../wire.ts';
import { json, readJson } from './answers.ts';
import { put, remove, type ProvinceStore } from './province-store.ts';
import type { SeededPerson } from './seed.ts';
import { ACCESS_TOKENS, TICKETS, type SignInKind } from './tables.ts';

/** A ticket lives five minutes and is good once. */
const TICKET_LIFE_MILLIS = 5 * 60_000;
const TOKEN_LIFE_MILLIS = 10 * 60_000;
const PREFIX = { ticket: 'ST', ticketId: 'TI' } as const;

/** Our registration with both sign-ins, as the province knows it. */
export interface SignInClient {
  readonly serviceCode: string;
  readonly servicePassword: string;
  readonly appId: string;
}

/** Personal answers: the code, and what it means. */
const RESULTS = {
  '0': 'ok',
  '6001': 'ticket expired',
  '6002': 'not a ticket',
  '6003': 'not for this resource',
  '6004': 'bad format',
  '6099': 'other error',
} as const;
type Refusal = Exclude<keyof typeof RESULTS, '0'>;

/** Both sign-ins of 浙里办: the personal one takes tickets as forms, the unified one ticketIds as JSON. */
export class SignInService {
  readonly #store: ProvinceStore;
  readonly #client: SignInClient;
  readonly #people: ReadonlyMap<string, SeededPerson>;
  readonly #realNow: () => number;

  constructor(
    store: ProvinceStore,
    client: SignInClient,
    people: ReadonlyMap<string, SeededPerson>,
    realNow: () => number,
  ) {
    this.#store = store;
    this.#client = client;
    this.#people = people;
    this.#realNow = realNow;
  }

  /** What the person's own sign-in page would hand to us. @throws RangeError for somebody not in the seed */
  async issueTicket(personId: string, kind: SignInKind): Promise<string> {
    if (!this.#people.has(personId)) throw new RangeError(`Nobody has the id ${personId}`);
    const ticket = fresh(PREFIX[kind]);
    const expiresAtMillis = this.#realNow() + TICKET_LIFE_MILLIS;
    await this.#store.exclusive(() =>
      this.#store.write([put(TICKETS, ticket, { kind, personId, expiresAtMillis })]),
    );
    return ticket;
  }

  /** `method=ticketValidation` */
  async ticketValidation(body: string): Promise<WireResponse> {
    const form = this.#checkedForm(body, 'ticketValidation');
    if (typeof form === 'string') return refused(form);
    const redeemed = await this.#redeem(form.get('st') ?? '', 'ticket');
    if (typeof redeemed === 'string') return refused(redeemed);
    const { userid, loginname, username } = personalFields(redeemed.person);
    return json(200, {
      result: '0',
      errmsg: '',
      token: redeemed.token,
      userid,
      loginname,
      username,
      orgcoding: '',
    });
  }

  /** `method=getUserInfo` */
  async userInfo(body: string): Promise<WireResponse> {
    const form = this.#checkedForm(body, 'getUserInfo');
    if (typeof form === 'string') return refused(form);
    const person = this.#holder(form.get('token') ?? '', 'ticket');
    if (person === undefined) return refused('6001');
    return json(200, { result: '0', errmsg: '', ...personalFields(person) });
  }

  async unifiedAccessToken(body: string): Promise<WireResponse> {
    const asked = readJson(z.object({ ticketId: z.string(), appId: z.string() }), body);
    if (asked === undefined || asked.appId !== this.#client.appId) return unifiedRefusal('INVALID_PARAMETER');
    const redeemed = await this.#redeem(asked.ticketId, 'ticketId');
    if (typeof redeemed === 'string') return unifiedRefusal('TICKET_INVALID');
    return json(200, { success: true, data: { accessToken: redeemed.token }, errorCode: '', errorMsg: '' });
  }

  async unifiedUserInfo(body: string): Promise<WireResponse> {
    const asked = readJson(z.object({ token: z.string() }), body);
    const person = asked && this.#holder(asked.token, 'ticketId');
    if (person === undefined) return unifiedRefusal('TOKEN_INVALID');
    return json(200, {
      success: true,
      data: { userType: 'PERSON', personInfo: unifiedFields(person) },
      errorCode: '',
      errorMsg: '',
    });
  }

  /** A ticket is used up by the first who brings it to the right place. */
  #redeem(ticket: string, kind: SignInKind): Promise<{ person: SeededPerson; token: string } | Refusal> {
    return this.#store.exclusive(async () => {
      if (!/^(ST|TI)-[0-9a-f]{32}$/u.test(ticket)) return '6004';
      const pass = this.#store.get(TICKETS, ticket);
      if (pass === undefined) return ticket.startsWith(PREFIX[kind]) ? '6001' : '6002';
      if (pass.kind !== kind) return '6002';
      const person = this.#people.get(pass.personId);
      const live = pass.expiresAtMillis > this.#realNow();
      const token = fresh('AT');
      const expiresAtMillis = this.#realNow() + TOKEN_LIFE_MILLIS;
      await this.#store.write([
        remove(TICKETS, ticket),
        ...(live ? [put(ACCESS_TOKENS, token, { ...pass, expiresAtMillis })] : []),
      ]);
      return live && person !== undefined ? { person, token } : '6001';
    });
  }

  #holder(token: string, kind: SignInKind): SeededPerson | undefined {
    const pass = this.#store.get(ACCESS_TOKENS, token);
    if (pass?.kind !== kind || pass.expiresAtMillis <= this.#realNow()) return undefined;
    return this.#people.get(pass.personId);
  }

  #checkedForm(body: string, method: string): URLSearchParams | Refusal {
    const form = new URLSearchParams(body);
    const time = form.get('time') ?? '';
    if (form.get('method') !== method || form.get('datatype') !== 'json' || !/^\d{14}$/u.test(time))
      return '6004';
    const { serviceCode, servicePassword } = this.#client;
    if (form.get('servicecode') !== serviceCode) return '6003';
    const sign = createHash('md5').update(`${serviceCode}${servicePassword}${time}`).digest('hex');
    return form.get('sign') === sign ? form : '6099';
  }
}

function personalFields(person: SeededPerson) {
  return {
    userid: `user-${person.id}`,
    loginname: person.id,
    username: person.name,
    authlevel: String(person.authlevel),
    idtype: person.idType,
    idnum: person.idNumber,
    sex: person.sex,
    nation: person.ethnicGroup,
    mobile: person.mobilePhone ?? '',
    useable: '1',
  };
}

function unifiedFields(person: SeededPerson) {
  return {
    userId: `user-${person.id}`,
    userName: person.name,
    idType: person.idType === '1' ? 'ID_CARD' : 'PASSPORT',
    idNo: person.idNumber,
    phone: person.mobilePhone ?? null,
    nation: person.ethnicGroup,
    gender: person.sex,
    attributes: { authLevel: String(person.authlevel) },
  };
}

function refused(code: Refusal): WireResponse {
  return json(200, { result: code, errmsg: RESULTS[code] });
}

function unifiedRefusal(errorCode: string): WireResponse {
  return json(200, { success: false, data: null, errorCode, errorMsg: errorCode.toLowerCase() });
}

function fresh(prefix: string): string {
  return `${prefix}-${randomBytes(16).toString('hex')}`;
}
