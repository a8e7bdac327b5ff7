import { MESSAGE_EVENTS, type MessageEvent } from './case-event.ts';
import { sha256Hex } from './canonical.ts';
import type { Reminder } from './reminder.ts';

/** One message of one case: what it tells, and the number of the event with which it came to be owed. */
export interface OwedBy {
  readonly caseId: string;
  readonly event: MessageEvent;
  /** A message that is owed again is another message, and has another number. */
  readonly owedSince: number;
}

/**
 * The id of a message, in our own records and as the serial number of the request to whoever sends it: the same
 * message always has the same one, another message never. ASCII, 64 characters at most, nothing of a person in it.
 */
export function messageSerial({ caseId, event, owedSince }: OwedBy): string {
  return `${caseId}-${event}-${owedSince}`;
}

/** The message that a serial names; undefined when it is the serial of no case's message. */
export function messageOfSerial(serial: string): OwedBy | undefined {
  const [, caseId = '', named = '', number = ''] = /^(\w+)-([a-z-]+)-([1-9]\d{0,8})$/u.exec(serial) ?? [];
  const event = MESSAGE_EVENTS.find((one) => one === named);
  return event && { caseId, event, owedSince: Number(number) };
}

/** The serial of a reminder: of a permit's by its case, of a person's by a hash; in both by its day. */
export function reminderSerial({ kind, ownerKey, caseId, day }: Reminder): string {
  const subject = caseId ?? sha256Hex(ownerKey).slice(0, 26);
  return `${subject}-${kind}-${day.replaceAll('-', '')}`;
}
