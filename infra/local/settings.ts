import { randomBytes } from 'node:crypto';
import { SETTINGS, type Setting } from '../../functions/runtime/env.ts';
import type { Credentials } from './sigv4.ts';
import { readIfPresent, writeFileDurably } from './store.ts';

/** Who sends the short messages of the embedded cloud. */
export type SmsRoute = 'sns' | 'gateway';

/** The route that `npm start` was asked for, in the product's own setting. @throws RangeError when there is no such route */
export function wantedSmsRoute(): SmsRoute {
  const wanted = process.env[SETTINGS.smsRoute] ?? 'sns';
  if (wanted === 'sns' || wanted === 'gateway') return wanted;
  throw new RangeError(`${SETTINGS.smsRoute} is sns or gateway, not “${wanted}”`);
}

/** Whether `npm start` signs permits by SM2 as well: it does, unless it was told `SM2=off`. @throws RangeError for another word */
export function wantsSm2(): boolean {
  const wanted = process.env['SM2'] ?? 'on';
  if (wanted === 'on' || wanted === 'off') return wanted === 'on';
  throw new RangeError(`SM2 is on or off, not “${wanted}”`);
}

/** The one pair of credentials of a data directory, made at its first start. Mode 0600. */
export async function localCredentials(file: string): Promise<Credentials> {
  const kept = await readIfPresent(file);
  if (kept !== undefined) return JSON.parse(kept) as Credentials;
  const credentials = {
    accessKeyId: `LOCAL${randomBytes(6).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(24).toString('base64url'),
  };
  await writeFileDurably(file, JSON.stringify(credentials));
  return credentials;
}

/** Sets the environment as a deployment would: the product's settings, and where the SDK finds its services. */
export function applySettings(
  aws: { readonly endpoint: string; readonly region: string; readonly credentials: Credentials },
  settings: Readonly<Record<Setting, string>>,
): void {
  for (const [name, variable] of Object.entries(SETTINGS)) process.env[variable] = settings[name as Setting];
  process.env['AWS_ENDPOINT_URL'] = aws.endpoint;
  process.env['AWS_REGION'] = aws.region;
  process.env['AWS_ACCESS_KEY_ID'] = aws.credentials.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = aws.credentials.secretAccessKey;
  // Nothing else may lend its credentials or its region to what runs here.
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  delete process.env['AWS_SESSION_TOKEN'];
  delete process.env['AWS_PROFILE'];
}
