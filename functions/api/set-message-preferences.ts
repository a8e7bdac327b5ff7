import * as z from 'zod';
import { expectVersion, ownDraft, saveDraft } from '../casework/drafts.ts';
import { MessageSettings, messageSettings } from '../casework/message-settings.ts';
import { ownCase } from '../casework/own-case.ts';
import { recordFacts } from '../casework/record-facts.ts';
import { strangePhoneOf, verifiedPhoneOf } from '../casework/strange-phone.ts';
import { ById } from '../casework/views.ts';
import type { Caller } from '../domain/account.ts';
import { preferencesAfter, samePreferences, type MessageWish } from '../domain/message-preferences.ts';
import { RuleError } from '../domain/rule-error.ts';
import { endpoint } from '../runtime/endpoint.ts';
import type { World } from '../ports.ts';

const Answered = MessageSettings.extend({ version: z.int() });
/** Absent: as it was. */
const Switch = z.boolean().optional();

/**
 * PUT /applications/{id}/messages. Sets which messages the person wants and where they go; what is left out stays.
 * Only `received` and `accepted` can be switched off. The signed form keeps its number. The same wish again changes
 * nothing.
 */
export const setMessagePreferences = endpoint({
  route: 'set-message-preferences',
  summary: 'Choose the messages',
  path: ById,
  body: z.strictObject({
    version: z.int().min(1).optional(),
    phone: z.string().max(20).optional(),
    received: Switch,
    correction: Switch,
    accepted: Switch,
    issued: Switch,
    refused: Switch,
    'not-accepted': Switch,
    lapsed: Switch,
    withdrawn: Switch,
  }),
  success: { status: 200, body: Answered },
  async run(world, { path, body: { version, ...wish }, caller }) {
    const isCase = (await world.cases.find(path.id)) !== undefined;
    const set = isCase ? setOfCase : setOfDraft;
    return { status: 200, body: await set(world, caller, path.id, wish, version) };
  },
});

async function setOfDraft(
  world: World,
  caller: Caller,
  id: string,
  wish: MessageWish,
  version: number | undefined,
): Promise<z.input<typeof Answered>> {
  const draft = await ownDraft(world, caller, id);
  if (version !== undefined) expectVersion(draft, version);
  const messages = preferencesAfter(draft.messages, wish);
  const saved = samePreferences(draft.messages, messages)
    ? draft
    : await saveDraft(world, draft, { messages });
  return { ...messageSettings(messages, saved.form), version: saved.version };
}

async function setOfCase(
  world: World,
  caller: Caller,
  id: string,
  wish: MessageWish,
  version: number | undefined,
): Promise<z.input<typeof Answered>> {
  const record = await ownCase(world, caller, id);
  const details = await world.cases.findDetails(id);
  if (!details) throw new RuleError('NOT_FOUND');
  if (version !== undefined) expectVersion(record, version);
  const messages = preferencesAfter(details.messages, wish);
  if (!samePreferences(details.messages, messages)) {
    const redirected = details.messages?.phone !== messages.phone;
    const fact = { type: 'messages-set', off: messages.off, redirected } as const;
    const actor = { kind: 'applicant', id: caller.sub } as const;
    const next = { ...details, messages };
    const strangePhone = await strangePhoneOf(world, next, await verifiedPhoneOf(world, caller), details);
    await recordFacts(world, record, actor, [fact], { details: { ...next, strangePhone } });
  }
  return { ...messageSettings(messages, details.form), version: record.version };
}
