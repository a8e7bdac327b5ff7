import { timingSafeEqual } from 'node:crypto';
import { SMS_GATEWAY, smsGatewaySignature } from '../../../functions/adapters/sms-gateway-protocol.ts';
import type { WireRequest, WireResponse } from '../wire.ts';
import { json } from './answers.ts';

/** What the SMS gateway refuses a call with that it cannot trust; undefined when key, time and signature are right. */
export function refuseUntrusted(
  request: WireRequest,
  keys: { readonly accessKey: string; readonly secretKey: string },
  nowMillis: number,
): WireResponse | undefined {
  const { headers, method, path } = request;
  const named = SMS_GATEWAY.headers;
  const timestamp = headers[named.timestamp] ?? '';
  if (method !== 'POST') return json(405, { code: 'METHOD' });
  if (headers[named.accessKey] !== keys.accessKey) return json(401, { code: 'ACCESS_KEY' });
  if (!/^\d{13}$/u.test(timestamp)) return json(401, { code: 'TIMESTAMP' });
  const call = { path, accessKey: keys.accessKey, timestamp, body: request.body.toString('utf8') };
  const expected = smsGatewaySignature(call, keys.secretKey);
  if (!same(headers[named.signature] ?? '', expected)) return json(401, { code: 'SIGNATURE' });
  const skew = Math.abs(nowMillis - Number(timestamp));
  return skew > SMS_GATEWAY.largestSkewMillis ? json(401, { code: 'CLOCK_SKEW' }) : undefined;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
