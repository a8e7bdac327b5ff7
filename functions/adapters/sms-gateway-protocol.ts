import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod';

/**
 * How the domestic SMS gateway is spoken to. ASSUMED throughout: the county has named no gateway. What a gateway must be
 * able to do is in docs/going-live.md; when one is named, paths, headers, fields and codes change here and nowhere else,
 * for our adapter and for the stand-in.
 */
export const SMS_GATEWAY = {
  /** Below the base address; both are POST with a JSON body. */
  paths: { send: '/messages', receipt: '/receipts' },
  headers: {
    accessKey: 'x-sms-access-key',
    /** Milliseconds since the epoch. */
    timestamp: 'x-sms-timestamp',
    signature: 'x-sms-signature',
  },
  /** Most that our clock and the gateway's may differ. */
  largestSkewMillis: 300_000,
  /** The answer's `code` where all is well. */
  ok: 'OK',
} as const;

/** What is handed over. The same serial again is the same message: it is answered the same and not sent twice. */
export const SendBody = z.strictObject({
  /** Our id of the message, 64 characters at most. */
  serial: z.string().regex(/^[\w-]{1,64}$/u),
  /** Eleven digits, no country code. */
  mobile: z.string(),
  /** Name of the registered template. */
  template: z.string(),
  /** The whole text, with the registered signature in 【】 before it. */
  content: z.string(),
});

/** The gateway's own name of a message; kept in the case's events. */
const MessageId = z.string().min(1).max(128);

/** What the gateway answers when it has taken a message. */
export const SendAnswer = z.object({ code: z.literal(SMS_GATEWAY.ok), messageId: MessageId });

/** Asks for the receipt of one message. */
export const ReceiptBody = z.strictObject({ serial: z.string() });

/** `NONE`: the gateway never took such a message; `EXPIRED`: it keeps no books of that time any more. */
export const ReceiptAnswer = z.object({
  code: z.literal(SMS_GATEWAY.ok),
  status: z.enum(['ACCEPTED', 'DELIVERED', 'FAILED', 'NONE', 'EXPIRED']),
  messageId: MessageId.optional(),
});

/** What a call's signature covers. */
export interface SmsGatewayCall {
  /** Path of the URL as sent. */
  readonly path: string;
  readonly accessKey: string;
  readonly timestamp: string;
  /** As sent. */
  readonly body: string;
}

/** HMAC-SHA256, base64, over method, path, access key, time stamp and the body's SHA-256 (hex), a line each. */
export function smsGatewaySignature(call: SmsGatewayCall, secretKey: string): string {
  const bodyHash = createHash('sha256').update(call.body, 'utf8').digest('hex');
  const signing = ['POST', call.path, call.accessKey, call.timestamp, bodyHash, ''].join('\n');
  return createHmac('sha256', secretKey).update(signing, 'utf8').digest('base64');
}

/** The three headers of a signed call. */
export function smsGatewayHeaders(call: SmsGatewayCall, secretKey: string): Record<string, string> {
  const { accessKey, timestamp, signature } = SMS_GATEWAY.headers;
  return {
    [accessKey]: call.accessKey,
    [timestamp]: call.timestamp,
    [signature]: smsGatewaySignature(call, secretKey),
  };
}
