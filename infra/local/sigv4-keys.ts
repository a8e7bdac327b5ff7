import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from './wire.ts';

/** SHA-256 in hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Equality that does not tell by its duration where two texts differ. */
export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Percent-encoding as signatures want it: everything but `A-Z a-z 0-9 - . _ ~`. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** @throws AwsError InvalidURI when the percent-encoding is broken */
export function uriDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    if (cause instanceof URIError)
      throw new AwsError('InvalidURI', `Couldn't parse the specified URI: ${text}`);
    throw cause;
  }
}

/** Names and values of a query, decoded, in the order sent. @throws AwsError InvalidURI */
export function queryPairs(rawQuery: string): [name: string, value: string][] {
  const pairs = rawQuery.split('&').filter(Boolean);
  return pairs.map((pair) => {
    const [name = '', ...value] = pair.replaceAll('+', '%20').split('=');
    return [uriDecode(name), uriDecode(value.join('='))];
  });
}

/** The key for one day, region and service. @param scope `<date>/<region>/<service>/aws4_request` */
export function signingKey(secretAccessKey: string, scope: string): Buffer {
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest();
  return key;
}

/** HMAC-SHA-256 in hex. */
export function hmacHex(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Milliseconds of `YYYYMMDDTHHMMSSZ`. */
export function amzMillis(text: string): number {
  const fields = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(text)?.slice(1) ?? [];
  const [year, month, day, hour, minute, second] = fields;
  return fields.length === 0
    ? Number.NaN
    : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
