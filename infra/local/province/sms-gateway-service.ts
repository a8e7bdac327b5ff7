import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { ReceiptBody, SendBody, SMS_GATEWAY } from '../../../functions/adapters/sms-gateway-protocol.ts';
import { toInstant } from '../../../functions/domain/instant.ts';
import { smsParts, type SentMessage } from '../sns-topics.ts';
import { Journal } from '../store.ts';
import { Turns } from '../turns.ts';
import { AwsError, type WireHandler, type WireRequest, type WireResponse } from '../wire.ts';
import { json, readJson } from './answers.ts';
import { refuseUntrusted } from './sms-gateway-check.ts';

/** What the stand-in is told and asked; the names under which faults are ordered. */
export type SmsGatewayOperation = 'send' | 'receipt';

export interface SmsGatewayServiceOptions {
  /** The journal: a message is on the disk before it is acknowledged. */
  readonly file: string;
  /** Path under which it is served. */
  readonly prefix: string;
  readonly keys: { readonly accessKey: string; readonly secretKey: string };
  /** Business time, milliseconds since the epoch. */
  readonly now: () => number;
  /** Transport time, for the age of a request. @default Date.now */
  readonly realNow?: () => number;
  /** Wraps every call that is signed, to let ordered ones fail. */
  readonly around?: (
    operation: SmsGatewayOperation,
    run: () => Promise<WireResponse>,
  ) => Promise<WireResponse>;
}

/** The stand-in for a domestic SMS gateway, as strict as one may be. @see docs/going-live.md */
export interface SmsGatewayService {
  readonly handler: WireHandler;
  /** All messages taken, oldest first, in the form in which SNS keeps its own. */
  messages(): readonly SentMessage[];
  close(): Promise<void>;
}

/** Numbers that nobody has (空号): a message to one is taken, and never delivered. */
const EMPTY_NUMBER = /^\+861990000\d{4}$/u;

interface Taken extends SentMessage {
  readonly serial: string;
  /** SHA-256 of what was sent, hex. */
  readonly contentHash: string;
}

/** Opens it on its journal. */
export async function openSmsGateway(options: SmsGatewayServiceOptions): Promise<SmsGatewayService> {
  const { prefix, keys, realNow = Date.now } = options;
  const journal = await Journal.open<Taken>(options.file);
  const turns = new Turns();
  const byBook = (serial: string) => journal.records.find((taken) => taken.serial === serial);
  const operations: Record<SmsGatewayOperation, (body: string) => Promise<WireResponse>> = {
    send: (body) => turns.take(() => send(body)),
    receipt: async (body) => {
      const asked = readJson(ReceiptBody, body);
      if (!asked) return refusal(400, 'MALFORMED');
      const taken = byBook(asked.serial);
      if (!taken) return json(200, { code: SMS_GATEWAY.ok, status: 'NONE' });
      const status = EMPTY_NUMBER.test(taken.to) ? 'FAILED' : 'DELIVERED';
      return json(200, { code: SMS_GATEWAY.ok, status, messageId: taken.messageId });
    },
  };

  /** One after the other: of two with the same serial the second must see the first. */
  async function send(body: string): Promise<WireResponse> {
    const sent = readJson(SendBody, body);
    if (!sent) return refusal(400, 'MALFORMED');
    const wrong = defectOf(sent);
    if (wrong) return refusal(400, wrong);
    const contentHash = createHash('sha256').update(JSON.stringify(sent)).digest('hex');
    const before = byBook(sent.serial);
    if (before && before.contentHash !== contentHash) return refusal(409, 'SERIAL_REUSED');
    const taken = before ?? takenFrom(sent, contentHash, options.now());
    if (!before) await journal.append(taken);
    return json(200, { code: SMS_GATEWAY.ok, messageId: taken.messageId });
  }

  return {
    async handler(request: WireRequest) {
      const untrusted = refuseUntrusted(request, keys, realNow());
      if (untrusted) return untrusted;
      const path = request.path.slice(prefix.length);
      const operation = path === SMS_GATEWAY.paths.send ? 'send' : 'receipt';
      if (operation === 'receipt' && path !== SMS_GATEWAY.paths.receipt) return refusal(404, 'NO_SUCH_PATH');
      const run = () => operations[operation](request.body.toString('utf8'));
      try {
        return await (options.around?.(operation, run) ?? run());
      } catch (error) {
        if (error instanceof AwsError) return refusal(error.status, error.code);
        throw error;
      }
    },
    messages: () => journal.records,
    async close() {
      await turns.over();
      await journal.close();
    },
  };
}

/** Code of the first thing a gateway would refuse a message for; undefined when there is none. */
function defectOf({ mobile, template, content }: z.output<typeof SendBody>): string | undefined {
  const [, signature = '', text = ''] = /^【([^】]*)】(.*)$/su.exec(content) ?? [];
  if (!/^1[3-9]\d{9}$/u.test(mobile)) return 'MOBILE';
  if (!/^[a-z][a-z0-9-]{0,31}$/u.test(template)) return 'TEMPLATE';
  if (signature.length < 2 || signature.length > 12) return 'SIGNATURE_LENGTH';
  return text === '' || content.length > 500 ? 'CONTENT_LENGTH' : undefined;
}

/** The case is read from the serial, which is all that the gateway is told of it. */
function takenFrom(
  { serial, mobile, template, content }: z.output<typeof SendBody>,
  contentHash: string,
  nowMillis: number,
): Taken {
  const [caseId = ''] = serial.split('-');
  return {
    serial,
    contentHash,
    messageId: `SMS-${createHash('sha256').update(serial).digest('hex').slice(0, 24)}`,
    to: `+86${mobile}`,
    text: content,
    parts: smsParts(content),
    attributes: { event: template, ...(template !== 'qualifies' && { caseId }) },
    at: toInstant(nowMillis),
  };
}

function refusal(status: number, code: string): WireResponse {
  return json(status, { code });
}
