import { AwsError, type WireResponse } from '../wire.ts';
import { findVersion, type S3Call } from './call.ts';
import type { Bucket, Version } from './object-store.ts';
import { elements, tag, xmlAnswer } from './xml.ts';

/** The lock of a version: a hold without an end, and a retention with one. Retention counts real time. */
export type Lock = Pick<Version, 'legalHold' | 'retention'>;

/** @throws AwsError AccessDenied while the version is held or retained */
export function assertDeletable(version: Version, bypassGovernance: boolean): void {
  const retained = version.retention !== undefined && Date.parse(version.retention.until) > Date.now();
  const bypassed = bypassGovernance && version.retention?.mode === 'GOVERNANCE';
  if (!version.legalHold && (!retained || bypassed)) return;
  throw new AwsError('AccessDenied', 'Access Denied because object protected by object lock.', 403);
}

/**
 * The lock that the headers of a new version ask for.
 * @throws AwsError InvalidRequest, InvalidArgument
 */
export function lockOf(call: Pick<S3Call, 'bucket' | 'headers'>, vouchedFor: boolean): Lock {
  const hold = call.headers['x-amz-object-lock-legal-hold'];
  const mode = call.headers['x-amz-object-lock-mode'];
  const until = call.headers['x-amz-object-lock-retain-until-date'];
  if (hold === undefined && mode === undefined && until === undefined) return {};
  assertLockable(call.bucket);
  if (!vouchedFor) {
    const words =
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters';
    throw new AwsError('InvalidRequest', words);
  }
  return {
    ...(hold === undefined ? {} : { legalHold: holdOf(hold) }),
    ...(mode === undefined && until === undefined ? {} : { retention: retentionOf(mode, until) }),
  };
}

/** Headers that tell the lock of a version. */
export function lockHeaders({ legalHold, retention }: Lock): Record<string, string> {
  return {
    ...(legalHold === undefined ? {} : { 'x-amz-object-lock-legal-hold': legalHold ? 'ON' : 'OFF' }),
    ...(retention && {
      'x-amz-object-lock-mode': retention.mode,
      'x-amz-object-lock-retain-until-date': retention.until,
    }),
  };
}

/** PUT ?legal-hold */
export function putLegalHold(call: S3Call): Promise<WireResponse> {
  assertLockable(call.bucket);
  const [status] = elements(call.payload.data.toString(), 'Status');
  if (status !== 'ON' && status !== 'OFF') throw malformed();
  const legalHold = holdOf(status);
  return change(call, () => ({ legalHold }));
}

/** PUT ?retention. A retention is shortened, lifted or changed in its mode only with the header to bypass governance. */
export function putRetention(call: S3Call): Promise<WireResponse> {
  assertLockable(call.bucket);
  const xml = call.payload.data.toString();
  const [mode] = elements(xml, 'Mode');
  const [until] = elements(xml, 'RetainUntilDate');
  if (mode !== undefined && mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw malformed();
  const retention = mode === undefined && until === undefined ? undefined : retentionOf(mode, until);
  return change(call, (version) => {
    const longer = retention !== undefined && retention.until >= (version.retention?.until ?? '');
    const otherMode = version.retention !== undefined && version.retention.mode !== retention?.mode;
    if (!longer || otherMode) assertDeletable({ ...version, legalHold: false }, bypasses(call));
    return { retention };
  });
}

/** GET ?legal-hold */
export async function getLegalHold(call: S3Call): Promise<WireResponse> {
  assertLockable(call.bucket);
  const { legalHold } = await findVersion(call, call.key, call.query.get('versionId'));
  if (legalHold === undefined) throw noLock();
  return xmlAnswer('LegalHold', tag('Status', legalHold ? 'ON' : 'OFF'));
}

/** GET ?retention */
export async function getRetention(call: S3Call): Promise<WireResponse> {
  assertLockable(call.bucket);
  const { retention } = await findVersion(call, call.key, call.query.get('versionId'));
  if (retention === undefined) throw noLock();
  return xmlAnswer('Retention', tag('Mode', retention.mode) + tag('RetainUntilDate', retention.until));
}

/** GET ?object-lock on the bucket */
export async function getObjectLockConfiguration({ bucket }: S3Call): Promise<WireResponse> {
  if (bucket.objectLock) return xmlAnswer('ObjectLockConfiguration', tag('ObjectLockEnabled', 'Enabled'));
  const words = 'Object Lock configuration does not exist for this bucket';
  throw new AwsError('ObjectLockConfigurationNotFoundError', words, 404);
}

/** Whether the caller asks to pass over a governance retention. Every caller may: there is one pair of keys. */
export function bypasses({ headers }: Pick<S3Call, 'headers'>): boolean {
  return headers['x-amz-bypass-governance-retention']?.toLowerCase() === 'true';
}

function change(call: S3Call, to: (version: Version) => Partial<Lock>): Promise<WireResponse> {
  return call.store.exclusively(async () => {
    const version = await findVersion(call, call.key, call.query.get('versionId'));
    await call.store.update(call.bucket, { ...version, ...to(version) });
    return { status: 200 };
  });
}

function assertLockable(bucket: Bucket): void {
  if (!bucket.objectLock) throw new AwsError('InvalidRequest', 'Bucket is missing Object Lock Configuration');
}

function holdOf(text: string | undefined): boolean {
  if (text !== 'ON' && text !== 'OFF')
    throw new AwsError('InvalidArgument', 'Legal Hold must be either of ON or OFF');
  return text === 'ON';
}

function retentionOf(mode: string | undefined, until: string | undefined): { mode: string; until: string } {
  const millis = Date.parse(until ?? '');
  if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || Number.isNaN(millis)) {
    const words = 'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied';
    throw new AwsError('InvalidArgument', words);
  }
  if (millis <= Date.now())
    throw new AwsError('InvalidArgument', 'The retain until date must be in the future!');
  return { mode, until: new Date(millis).toISOString() };
}

function malformed(): AwsError {
  return new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate');
}

function noLock(): AwsError {
  const words = 'The specified object does not have a ObjectLock configuration';
  return new AwsError('NoSuchObjectLockConfiguration', words, 404);
}
