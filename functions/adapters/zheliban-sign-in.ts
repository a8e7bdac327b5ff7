import { createHash } from 'node:crypto';
import * as z from 'zod';
import { toInstant } from '../domain/instant.ts';
import type { VerifiedPerson } from '../domain/person.ts';
import { RuleError } from '../domain/rule-error.ts';
import type { SignIn } from '../ports/outside.ts';
import type { IrsGateway } from './irs-gateway.ts';
import { PROVINCE_ROUTES } from './province-routes.ts';

export interface ZhelibanOptions {
  readonly gateway: IrsGateway;
  /** Of the personal sign-in: takes `ticket`. */
  readonly serviceCode: string;
  readonly servicePassword: string;
  /** Of the unified sign-in: takes `ticketId`. */
  readonly appId: string;
  /** Real time, milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

const Code = z.union([z.string(), z.number()]).transform(String);
const SimpleToken = z.object({ token: z.string().min(1) });
const Result = z.object({ result: Code });
const Verdict = z.object({ success: z.boolean() });
const UnifiedToken = z.object({ data: z.object({ accessToken: z.string().min(1) }) });

const CitizenId = z
  .string()
  .transform((text) => text.toUpperCase())
  .pipe(z.string().regex(/^\d{17}[\dX]$/u));
const blankable = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text));

const RealName = z.object({
  fullName: z.string().min(1),
  citizenIdNumber: CitizenId,
  sex: z.enum(['1', '2']),
  ethnicGroup: blankable.pipe(
    z
      .string()
      .regex(/^\d{2}$/u)
      .optional(),
  ),
  mobilePhone: blankable,
  authlevel: z.union([z.literal(2), z.literal(3)]),
});
const UserInfo = z.object({
  authlevel: Code,
  idtype: Code,
  username: z.string().nullish(),
  idnum: z.string().nullish(),
  sex: Code.nullish(),
  nation: blankable,
  mobile: blankable,
});
const PersonInfo = z.object({
  idType: z.string().nullish(),
  userName: z.string().nullish(),
  idNo: z.string().nullish(),
  gender: Code.nullish(),
  nation: blankable,
  phone: blankable,
  /** Where the level of the account stands is not documented: assumed here. */
  attributes: z.object({ authLevel: Code.nullish() }).nullish(),
});
const UnifiedUser = z.object({ data: z.object({ personInfo: PersonInfo.nullish() }) });

/** Answers of the personal sign-in that mean: this ticket is no good (expired, none at all, for another service, malformed). */
const REFUSED_TICKET = new Set(['6001', '6002', '6003', '6004']);

/**
 * The sign-in of 浙里办: `ticket` goes to the personal sign-in, `ticketId` to the unified one, never to the other.
 * Asks for a real-name account (level 2 or 3) on an identity card.
 * @see docs/rules.md#sign-in
 */
export function createZhelibanSignIn(options: ZhelibanOptions): Pick<SignIn, 'redeem'> {
  return {
    async redeem(ticket) {
      return 'ticket' in ticket ? personal(options, ticket.ticket) : unified(options, ticket.ticketId);
    },
  };
}

async function personal(options: ZhelibanOptions, ticket: string): Promise<VerifiedPerson> {
  const { gateway } = options;
  // Not repeatable: a ticket whose answer was lost is used up, and the person signs in again.
  const validated = await gateway.post({
    path: PROVINCE_ROUTES.ticketValidation,
    body: { form: { method: 'ticketValidation', st: ticket, ...signedForm(options) } },
    repeatable: false,
  });
  requireZero(validated);
  const { token } = SimpleToken.parse(validated);
  const answer = await gateway.post({
    path: PROVINCE_ROUTES.userInfo,
    body: { form: { method: 'getUserInfo', token, ...signedForm(options) } },
    repeatable: true,
  });
  requireZero(answer);
  const user = UserInfo.parse(answer);
  return verified(user.authlevel, user.idtype === '1', {
    fullName: user.username,
    citizenIdNumber: user.idnum,
    sex: user.sex,
    ethnicGroup: user.nation,
    mobilePhone: user.mobile,
  });
}

async function unified({ gateway, appId }: ZhelibanOptions, ticketId: string): Promise<VerifiedPerson> {
  const granted = await gateway.post({
    path: PROVINCE_ROUTES.unifiedAccessToken,
    body: { json: { ticketId, appId } },
    repeatable: false,
  });
  // Its error codes are not published, so no refusal can be told from another.
  if (!Verdict.parse(granted).success) throw new RuleError('SIGN_IN_REFUSED');
  const token = UnifiedToken.parse(granted).data.accessToken;
  const answer = await gateway.post({
    path: PROVINCE_ROUTES.unifiedUserInfo,
    body: { json: { token } },
    repeatable: true,
  });
  if (!Verdict.parse(answer).success) throw new RuleError('SIGN_IN_REFUSED');
  const person = UnifiedUser.parse(answer).data.personInfo;
  // No person: an account of a company.
  if (!person) throw new RuleError('SIGN_IN_REFUSED');
  return verified(person.attributes?.authLevel ?? '1', person.idType === 'ID_CARD', {
    fullName: person.userName,
    citizenIdNumber: person.idNo,
    sex: person.gender,
    ethnicGroup: person.nation,
    mobilePhone: person.phone,
  });
}

function verified(level: string, onIdCard: boolean, claims: Record<string, unknown>): VerifiedPerson {
  if (!onIdCard || (level !== '2' && level !== '3')) throw new RuleError('AUTH_LEVEL_TOO_LOW');
  const { ethnicGroup, mobilePhone, ...person } = RealName.parse({ ...claims, authlevel: Number(level) });
  return {
    ...person,
    ...(ethnicGroup !== undefined && { ethnicGroup }),
    ...(mobilePhone !== undefined && { mobilePhone }),
  };
}

function requireZero(answer: unknown): void {
  const { result } = Result.parse(answer);
  if (REFUSED_TICKET.has(result)) throw new RuleError('SIGN_IN_REFUSED');
  if (result !== '0') throw new Error(`The personal sign-in answered ${result}`);
}

function signedForm({ serviceCode, servicePassword, now = Date.now }: ZhelibanOptions) {
  // yyyyMMddHHmmss, local time of the province.
  const time = toInstant(now()).slice(0, 19).replaceAll(/\D/gu, '');
  // MD5 is the province's choice; the call itself is signed with HMAC-SHA256.
  const sign = createHash('md5').update(`${serviceCode}${servicePassword}${time}`, 'utf8').digest('hex');
  return { servicecode: serviceCode, time, sign, datatype: 'json' };
}
