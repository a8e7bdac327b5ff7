import { timingSafeEqual } from 'node:crypto';
import { irsSignature } from '../../../functions/adapters/irs-signature.ts';
import type { WireRequest, WireResponse } from '../wire.ts';

const LARGEST_SKEW_MILLIS = 90_000;

/** What the gateway refuses a call with; undefined when the call is signed as it should be. */
export function refuseUnsigned(
  request: WireRequest,
  keys: { readonly accessKey: string; readonly secretKey: string },
  nowMillis: number,
): WireResponse | undefined {
  const { headers, method, path, rawQuery } = request;
  const signature = headers['x-bg-hmac-signature'] ?? '';
  const accessKey = headers['x-bg-hmac-access-key'] ?? '';
  const date = headers['x-bg-date-time'] ?? '';
  if (headers['x-bg-hmac-algorithm'] !== 'hmac-sha256' || signature === '')
    return refusal('Invalid signature');
  if (accessKey !== keys.accessKey) return refusal('Invalid access key');
  const sentMillis = Date.parse(date);
  if (Number.isNaN(sentMillis) || new Date(sentMillis).toUTCString() !== date) {
    return refusal('Invalid signature');
  }
  if (Math.abs(nowMillis - sentMillis) > LARGEST_SKEW_MILLIS) return refusal('Clock skew exceeded');
  const expected = irsSignature({ method, path, query: rawQuery, accessKey, date }, keys.secretKey);
  return same(signature, expected) ? undefined : refusal('Invalid signature');
}

/** The path leads to nothing this access key may call. */
export function refuseRoute(): WireResponse {
  return refusal('The route_id is forbidden.');
}

function refusal(message: string): WireResponse {
  return {
    status: 401,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
  };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
