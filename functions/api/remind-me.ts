import * as z from 'zod';
import { personOf } from '../casework/drafts.ts';
import { calendarOf } from '../casework/record-facts.ts';
import { registeredProspect } from '../casework/prospect.ts';
import { RecognitionType } from '../domain/form-boxes.ts';
import { dayOf } from '../domain/instant.ts';
import { maskMobileNumber, mobileNumberDefects, normaliseMobileNumber } from '../domain/mobile-number.ts';
import { RuleError } from '../domain/rule-error.ts';
import { springFestivals } from '../domain/spring-festival.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * POST /reminders. “Tell me the day I qualify”: computes it from the register and keeps nothing but whose it is, the number
 * and the day; the SMS goes out that morning, and then that too is forgotten. Asking again replaces the reminder.
 */
export const remindMe = endpoint({
  route: 'remind-me',
  summary: 'Be told by SMS on the day one qualifies',
  body: z.strictObject({ recognitionType: RecognitionType, phone: z.string().max(20).optional() }),
  success: { status: 201, body: z.strictObject({ remindOn: z.string(), phone: z.string() }) },
  async run(world, { body, caller }) {
    const person = await personOf(world, caller);
    if (person.synthetic) throw new RuleError('ACTION_NOT_ALLOWED');
    const given = body.phone ?? person.mobilePhone;
    if (given === undefined)
      throw new RuleError('MALFORMED', [{ pointer: '/phone', code: 'FIELD_REQUIRED' }]);
    const defects = mobileNumberDefects(given, '/phone');
    if (defects.length > 0) throw new RuleError('MESSAGES_REFUSED', defects);
    const day = { today: dayOf(world.now()), springFestivals: springFestivals(await calendarOf(world)) };
    const { reached, qualifiesOn } = await registeredProspect(
      world,
      person.citizenIdNumber,
      body.recognitionType,
      day,
    );
    if (reached) throw new RuleError('QUALIFIES_ALREADY');
    if (qualifiesOn === undefined) throw new RuleError('NO_DAY_TO_WAIT_FOR');
    const phone = normaliseMobileNumber(given);
    await world.reminders.set({ kind: 'qualifies', ownerKey: caller.sub, day: qualifiesOn, phone });
    return { status: 201, body: { remindOn: qualifiesOn, phone: maskMobileNumber(phone) } };
  },
});
