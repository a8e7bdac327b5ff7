import { createHmac } from 'node:crypto';

/** What the province's API gateway (IRS) signs of a call; the body is not signed. */
export interface IrsCall {
  /** Upper case. */
  readonly method: string;
  /** Path of the URL as sent, without the query. */
  readonly path: string;
  /** Query of the URL as sent, without the `?`; pairs in any order. */
  readonly query: string;
  readonly accessKey: string;
  /** `Tue, 09 Nov 2021 08:49:20 GMT`; the gateway allows 90 seconds to either side. */
  readonly date: string;
}

/**
 * The value of `X-BG-HMAC-SIGNATURE`, base64: HMAC-SHA256 over method, path, query sorted by name, access key and
 * date, each ended by a line feed.
 * @see docs/rules.md#province-gateway
 */
export function irsSignature(call: IrsCall, secretKey: string): string {
  const signing = [call.method, call.path, sortedQuery(call.query), call.accessKey, call.date, ''].join('\n');
  return createHmac('sha256', secretKey).update(signing, 'utf8').digest('base64');
}

/** The four headers of a signed call. */
export function irsHeaders(call: IrsCall, secretKey: string): Record<string, string> {
  return {
    'x-bg-hmac-signature': irsSignature(call, secretKey),
    'x-bg-hmac-algorithm': 'hmac-sha256',
    'x-bg-hmac-access-key': call.accessKey,
    'x-bg-date-time': call.date,
  };
}

function sortedQuery(query: string): string {
  const nameOf = (pair: string): string => pair.split('=')[0] ?? '';
  return query
    .split('&')
    .filter(Boolean)
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b))))
    .join('&');
}
