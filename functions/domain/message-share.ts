import type { MessageEvent } from './case-event.ts';

/**
 * What anybody can make the service send to a number that they only type, by submitting and withdrawing. Whatever an
 * officer has decided is always told: a correction that is asked for runs out after thirty days, and whoever typed the
 * same number four times could keep that from its owner. @see docs/rules.md#messages-to-a-number-not-verified
 */
const SHARED: ReadonlySet<MessageEvent> = new Set(['received', 'withdrawn']);

/** So many of them go to one such number on one civil day. */
export const SHARE_OF_A_DAY = 4;

/** Whether the message counts towards a number's share of the day. */
export function isShared(event: MessageEvent): boolean {
  return SHARED.has(event);
}
