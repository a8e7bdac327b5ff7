import { MESSAGE_EVENTS, type MessageEvent } from './case-event.ts';
import { mobileNumberDefects, normaliseMobileNumber } from './mobile-number.ts';
import { RuleError, type Defect } from './rule-error.ts';

/** The only messages that may be switched off; the others tell what the person must know. @see docs/rules.md#messages */
export const OPTIONAL_MESSAGES: readonly MessageEvent[] = ['received', 'accepted'];

/** What the person wishes about messages. A part of the draft, then of the case's details. */
export interface MessagePreferences {
  /** Overrides the form's number, which is signed and stays as it is. Eleven digits. */
  readonly phone?: string;
  /** What is switched off. */
  readonly off: readonly MessageEvent[];
}

/** A wish: what is left out stays as it is. */
export type MessageWish = { readonly phone?: string | undefined } & Readonly<
  Partial<Record<MessageEvent, boolean | undefined>>
>;

/**
 * The preferences after a wish.
 * @throws RuleError MESSAGES_REFUSED with every message that cannot be switched off and a wrong number, all at once
 */
export function preferencesAfter(
  previous: MessagePreferences | undefined,
  wish: MessageWish,
): MessagePreferences {
  const defects = wishDefects(wish);
  if (defects.length > 0) throw new RuleError('MESSAGES_REFUSED', defects);
  const off = OPTIONAL_MESSAGES.filter((event) => !(wish[event] ?? !isOff(previous, event)));
  const phone = wish.phone === undefined ? previous?.phone : normaliseMobileNumber(wish.phone);
  return { ...(phone !== undefined && { phone }), off };
}

function wishDefects(wish: MessageWish): Defect[] {
  const compulsory = MESSAGE_EVENTS.filter(
    (event) => wish[event] === false && !OPTIONAL_MESSAGES.includes(event),
  );
  return [
    ...compulsory.map((event): Defect => ({ pointer: `/${event}`, code: 'MESSAGE_COMPULSORY' })),
    ...(wish.phone === undefined ? [] : mobileNumberDefects(wish.phone, '/phone')),
  ];
}

/** Whether the person does not want this message. */
export function isOff(preferences: MessagePreferences | undefined, event: MessageEvent): boolean {
  return preferences?.off.includes(event) ?? false;
}

/** Whether both say the same. */
export function samePreferences(
  one: MessagePreferences | undefined,
  other: MessagePreferences | undefined,
): boolean {
  return one?.phone === other?.phone && (one?.off ?? []).join() === (other?.off ?? []).join();
}

/** Whoever has a number to be told at: the one given for messages, the holder's, else that of who applies for them. */
export function phoneOf(
  preferences: MessagePreferences | undefined,
  form: {
    readonly mobilePhone?: string | undefined;
    readonly agent?: { readonly mobilePhone?: string | undefined } | undefined;
  },
): string | undefined {
  const numbers = [preferences?.phone, form.mobilePhone, form.agent?.mobilePhone];
  return numbers.find((number) => number !== undefined && number !== '');
}
