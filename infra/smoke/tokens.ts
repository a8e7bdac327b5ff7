import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type Door, Unexpected } from './door.ts';
import { isLoopback, type SmokeOptions } from './options.ts';

/** The roles that decide a case, in their order. */
export const OFFICERS = ['acceptor', 'reviewer', 'approver'] as const;
export type OfficerRole = (typeof OFFICERS)[number];

/** Staff tokens of the issuer: of the smoke account, and of three officers where the case is to be decided. */
export interface Tokens {
  readonly smoke: string;
  readonly officers?: Readonly<Record<OfficerRole, string>>;
}

const TokenFile = z.strictObject({
  smoke: z.string().min(1),
  acceptor: z.string().min(1).optional(),
  reviewer: z.string().min(1).optional(),
  approver: z.string().min(1).optional(),
});

/** Who they are on the embedded cloud. */
const SEEDED = { acceptor: 'acceptor-1', reviewer: 'reviewer-1', approver: 'approver-1' } as const;

/**
 * The tokens: from the file, or, on this machine, from the local instruments.
 * @throws Unexpected with what is missing
 */
export async function tokensFor(door: Door, { tokenFile, url }: SmokeOptions): Promise<Tokens> {
  if (tokenFile !== undefined) return tokensIn(readFileSync(tokenFile, 'utf8'), tokenFile);
  if (!isLoopback(url))
    throw new Unexpected('A deployed service needs --token-file, or --open-only to try no case.');
  const { id } = await smokeAccount(door);
  const [acceptor, reviewer, approver] = await Promise.all(
    OFFICERS.map((role) => localToken(door, SEEDED[role])),
  );
  const smoke = await localToken(door, id);
  if (!acceptor || !reviewer || !approver) throw new Unexpected('The seed has no officers.');
  return { smoke, officers: { acceptor, reviewer, approver } };
}

/** Either the bare token or a JSON object; some officers but not all is a mistake, not a smaller test. */
function tokensIn(text: string, file: string): Tokens {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) {
    if (trimmed === '') throw new Unexpected(`${file} is empty.`);
    return { smoke: trimmed };
  }
  const parsed = TokenFile.safeParse(parseJson(trimmed, file));
  if (!parsed.success)
    throw new Unexpected(`${file} is no token file: it needs "smoke", and may have ${OFFICERS.join(', ')}.`);
  const { smoke, acceptor, reviewer, approver } = parsed.data;
  if (acceptor && reviewer && approver) return { smoke, officers: { acceptor, reviewer, approver } };
  if (acceptor || reviewer || approver)
    throw new Unexpected(`${file} has some officers' tokens; a whole case needs ${OFFICERS.join(', ')}.`);
  return { smoke };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The parser's own words would repeat the token.
    if (error instanceof SyntaxError) throw new Unexpected(`${file} is no JSON.`);
    throw error;
  }
}

async function smokeAccount(door: Door): Promise<{ id: string }> {
  const people = await door.get('/_local/people', z.array(z.looseObject({ id: z.string() })));
  const account = people.find(({ id }) => id === 'smoke-1');
  if (!account) throw new Unexpected('The seed has no smoke account.');
  return account;
}

async function localToken(door: Door, person: string): Promise<string> {
  const { staffToken } = await door.post('/_local/ticket', { person }, z.object({ staffToken: z.string() }));
  return staffToken;
}
