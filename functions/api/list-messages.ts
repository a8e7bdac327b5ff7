import * as z from 'zod';
import { recipientOf } from '../casework/recipient.ts';
import { memberOf } from '../casework/staff-access.ts';
import { Id } from '../casework/views.ts';
import { MESSAGE_EVENTS } from '../domain/case-event.ts';
import { messageSerial } from '../domain/message-serial.ts';
import { maskMobileNumber, normaliseMobileNumber } from '../domain/mobile-number.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';
import type { World } from '../ports.ts';
import type { ListedMessage } from '../ports/case-records.ts';

const STATES = ['unknown', 'failed'] as const;
/** As many as one morning can settle; the rest come when these are done. */
const MOST = 100;

const MessageView = z.strictObject({
  /** Also the serial under which it was handed over: the sender finds it by this. */
  id: z.string(),
  caseId: Id,
  applicationNumber: z.string(),
  event: z.enum(MESSAGE_EVENTS),
  state: z.enum(STATES),
  since: z.string(),
  /** Masked, as the case has it now; null where it has none any more. */
  phone: z.string().nullable(),
});

/** GET /messages?state=. The messages of which nobody knows whether they arrived, or which failed; the oldest first. */
export const listMessages = endpoint({
  route: 'list-messages',
  summary: 'Messages that wait for the operator',
  query: z.strictObject({
    /** Both where it is left out. */
    state: z.enum(STATES).optional(),
  }),
  success: {
    status: 200,
    body: z.strictObject({
      messages: z.array(MessageView),
      /** Whether there are others beside these. */
      more: z.boolean(),
    }),
  },
  async run(world, { query, caller }) {
    await memberOf(world, caller, routeOf('list-messages').roles);
    const listed = (await world.messages.list('unsure')).filter(
      ({ state }) => query.state === undefined || state === query.state,
    );
    const views = await Promise.all(listed.slice(0, MOST).map((message) => viewOf(world, message)));
    return { status: 200, body: { messages: views.flat(), more: listed.length > MOST } };
  },
});

/** None of a message that was settled since it was listed: the list may lag behind by moments. */
async function viewOf(world: World, listed: ListedMessage): Promise<z.input<typeof MessageView>[]> {
  const { caseId, event, since } = listed;
  const message = await world.messages.find(caseId, event);
  const record = await world.cases.find(caseId);
  const state = STATES.find((one) => one === message?.state);
  if (!record || !message || !state) return [];
  const to = await recipientOf(world, record, await world.cases.findDetails(caseId), event);
  const phone = to === undefined ? null : maskMobileNumber(normaliseMobileNumber(to));
  const { applicationNumber } = record;
  return [{ id: messageSerial(message), caseId, applicationNumber, event, state, since, phone }];
}
