import type { CaseDetails } from '../domain/application.ts';
import type { MessageEvent } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { phoneOf } from '../domain/message-preferences.ts';
import type { World } from '../ports.ts';
import { trustedPhoneOf } from './trusted-phone.ts';

/** Where a message of the case goes; undefined where nobody can be told. */
export async function recipientOf(
  world: Pick<World, 'cases'>,
  record: CaseRecord,
  details: CaseDetails | undefined,
  event: MessageEvent,
): Promise<string | undefined> {
  if (event === 'filed-for-you') return trustedPhoneOf(world, record);
  return details && phoneOf(details.messages, details.form);
}
