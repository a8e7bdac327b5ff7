import * as z from 'zod';
import { MESSAGE_EVENTS } from '../domain/case-event.ts';
import type { FormDraft } from '../domain/form.ts';
import { isOff, OPTIONAL_MESSAGES, phoneOf, type MessagePreferences } from '../domain/message-preferences.ts';
import { maskMobileNumber, normaliseMobileNumber } from '../domain/mobile-number.ts';

/** Which messages go out, and where to. */
export const MessageSettings = z.strictObject({
  /** Masked; null where nobody can be told, and the window prints the notices. */
  phone: z.string().nullable(),
  messages: z.array(
    z.strictObject({ event: z.enum(MESSAGE_EVENTS), on: z.boolean(), canBeSwitchedOff: z.boolean() }),
  ),
});

/** The settings as they stand, of a draft or a case. */
export function messageSettings(
  preferences: MessagePreferences | undefined,
  form: FormDraft,
): z.input<typeof MessageSettings> {
  const phone = phoneOf(preferences, form);
  return {
    phone: phone === undefined ? null : maskMobileNumber(normaliseMobileNumber(phone)),
    messages: MESSAGE_EVENTS.map((event) => ({
      event,
      on: !isOff(preferences, event),
      canBeSwitchedOff: OPTIONAL_MESSAGES.includes(event),
    })),
  };
}
