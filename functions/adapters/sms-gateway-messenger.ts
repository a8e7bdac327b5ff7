import type * as z from 'zod';
import { normaliseMobileNumber } from '../domain/mobile-number.ts';
import type { Messenger, Receipt } from '../ports/outside.ts';
import { PATIENCE } from '../ports/patience.ts';
import { gatewayUrl } from './gateway-url.ts';
import { neverConnected } from './never-connected.ts';
import {
  ReceiptAnswer,
  SendAnswer,
  SMS_GATEWAY,
  smsGatewayHeaders,
  type ReceiptBody,
  type SendBody,
} from './sms-gateway-protocol.ts';

export interface SmsGatewayOptions {
  /** No closing slash. */
  readonly baseUrl: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** For one call; sending and asking together stay well below the lease of a claim. @default 10000 */
  readonly timeoutMillis?: number;
  /** Real time, milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** What came back: JSON or not, or no answer at all. */
type Answer =
  { readonly status: number; readonly body: unknown } | { readonly lost: 'before' | 'perhaps-after' };

/**
 * SMS through a domestic gateway, for where SNS has none. A message is handed over under our own serial, so that handing
 * it over again is no second SMS, and its receipt can be asked for: exactly one. One attempt a call; nothing is repeated here.
 * @see docs/rules.md#messages
 */
export function createSmsGatewayMessenger(options: SmsGatewayOptions): Messenger {
  return {
    async send({ serial, to, event, text }) {
      const body: z.input<typeof SendBody> = {
        serial,
        mobile: normaliseMobileNumber(to),
        template: event,
        content: text,
      };
      const answer = await post(options, SMS_GATEWAY.paths.send, body);
      if ('lost' in answer) return { outcome: answer.lost === 'before' ? 'not-sent' : 'unknown' };
      if (answer.status !== 200) return { outcome: refuses(answer.status) ? 'not-sent' : 'unknown' };
      const taken = SendAnswer.safeParse(answer.body).data;
      return taken ? { outcome: 'sent', messageId: taken.messageId } : { outcome: 'unknown' };
    },
    async receiptOf(serial) {
      const body: z.input<typeof ReceiptBody> = { serial };
      const answer = await post(options, SMS_GATEWAY.paths.receipt, body);
      const receipt = 'lost' in answer || answer.status !== 200 ? undefined : answer.body;
      return toReceipt(ReceiptAnswer.safeParse(receipt).data);
    },
  };
}

/**
 * Whether such an answer says that the message was not taken. 408 and 409 (same serial, other content) may follow
 * one that was; 503 may not: should it do so all the same, the serial keeps the next attempt from being a second SMS.
 */
function refuses(status: number): boolean {
  return status === 503 || (status >= 400 && status < 500 && status !== 408 && status !== 409);
}

/** An answer in another form says nothing of the message: it is asked for again. */
function toReceipt(answer: z.output<typeof ReceiptAnswer> | undefined): Receipt {
  if (!answer) return { outcome: 'not-now' };
  const { status, messageId = '' } = answer;
  if (status === 'NONE') return { outcome: 'never-taken' };
  if (status === 'FAILED') return { outcome: 'failed' };
  if (status === 'EXPIRED') return { outcome: 'unknown' };
  return { outcome: status === 'DELIVERED' ? 'delivered' : 'accepted', messageId };
}

async function post(options: SmsGatewayOptions, path: string, content: object): Promise<Answer> {
  const { accessKey, secretKey, timeoutMillis = PATIENCE.sms.timeoutMillis, now = Date.now } = options;
  const url = gatewayUrl(options.baseUrl, path);
  const body = JSON.stringify(content);
  const call = { path: url.pathname, accessKey, timestamp: String(now()), body };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...smsGatewayHeaders(call, secretKey), 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMillis),
    });
    return { status: response.status, body: jsonOf(await response.text()) };
  } catch (error) {
    return { lost: neverConnected(error) ? 'before' : 'perhaps-after' };
  }
}

/** Undefined where it is none: the parser's own error would quote the text. */
function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
