import type { Caller } from '../domain/account.ts';
import type { CaseDetails } from '../domain/application.ts';
import { phoneOf } from '../domain/message-preferences.ts';
import { normaliseMobileNumber } from '../domain/mobile-number.ts';
import type { World } from '../ports.ts';

/** The number under which the state's sign-in knows the caller; undefined where it does not say, and of an officer. */
export async function verifiedPhoneOf(
  { sessions }: Pick<World, 'sessions'>,
  { sessionId }: Caller,
): Promise<string | undefined> {
  const session = await sessions.find(sessionId);
  return session?.person?.mobilePhone;
}

/**
 * Keyed hash of the number to which the messages of a case go, where nobody has shown that it is theirs; undefined where
 * it is the verified one of whoever acts, and where there is none.
 * @param before the details as they stood: a number that stays is what it was
 */
export async function strangePhoneOf(
  { keys }: Pick<World, 'keys'>,
  details: Pick<CaseDetails, 'form' | 'messages'>,
  verifiedPhone: string | undefined,
  before?: CaseDetails,
): Promise<string | undefined> {
  const phone = normaliseMobileNumber(phoneOf(details.messages, details.form) ?? '');
  if (phone === '' || phone === normaliseMobileNumber(verifiedPhone ?? '')) return undefined;
  if (before && phone === normaliseMobileNumber(phoneOf(before.messages, before.form) ?? ''))
    return before.strangePhone;
  return keys.keyOf('mobile', phone);
}
