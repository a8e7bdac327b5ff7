/**
 * The only place that reads the environment. One list of settings for both sides: the cloud sets them with the
 * grant they belong to, the handlers read them here.
 */
export const SETTINGS = {
  /** The one table. */
  tableName: 'TABLE_NAME',
  /** Uploads nobody has looked at yet. */
  quarantineBucket: 'QUARANTINE_BUCKET',
  /** Materials under their content hashes. */
  materialsBucket: 'MATERIALS_BUCKET',
  /** Write once, under legal hold. */
  archiveBucket: 'ARCHIVE_BUCKET',
  /** KMS HMAC key from which the lookup key is derived. */
  lookupKeyId: 'LOOKUP_KEY_ID',
  /** KMS key that signs permits (ECC_NIST_P256). */
  licenceKeyId: 'LICENCE_KEY_ID',
  /** KMS key of the permits' second signature (SM2); `none` outside China. */
  sm2KeyId: 'SM2_KEY_ID',
  /** KMS HMAC key from which the key of session tokens is derived. */
  sessionKeyId: 'SESSION_KEY_ID',
  stateMachineArn: 'STATE_MACHINE_ARN',
  /** `sns`: SNS sends the short messages; `gateway`: a domestic gateway does, and the three settings below lead to it. */
  smsRoute: 'SMS_ROUTE',
  /** Base address of the SMS gateway. */
  smsGatewayUrl: 'SMS_GATEWAY_URL',
  smsGatewayAccessKey: 'SMS_GATEWAY_ACCESS_KEY',
  /** In the cloud: the name of a secret, resolved at deployment. */
  smsGatewaySecretKey: 'SMS_GATEWAY_SECRET_KEY',
  /** File of the county's data (infra/counties). */
  countyFile: 'COUNTY_FILE',
  /** Base address of the province's gateway. */
  provinceUrl: 'PROVINCE_URL',
  /** Access key of the gateway (IRS). */
  provinceAccessKey: 'PROVINCE_ACCESS_KEY',
  /** Secret key of the gateway. In the cloud: the name of a secret, resolved at deployment. */
  provinceSecretKey: 'PROVINCE_SECRET_KEY',
  /** Our registration with the personal sign-in (takes `ticket`). */
  signInServiceCode: 'SIGN_IN_SERVICE_CODE',
  signInServicePassword: 'SIGN_IN_SERVICE_PASSWORD',
  /** Our registration with the unified sign-in (takes `ticketId`). */
  signInAppId: 'SIGN_IN_APP_ID',
  /** Issuer of the staff's two-factor sign-in. */
  staffIssuer: 'STAFF_ISSUER',
  staffAudience: 'STAFF_AUDIENCE',
  /** Where the issuer's public keys are. */
  staffJwksUrl: 'STAFF_JWKS_URL',
} as const;

export type Setting = keyof typeof SETTINGS;

/** A setting is missing. The name says which, for a log has no messages. */
class MissingSetting extends Error {
  override readonly name: string;

  constructor(variable: string) {
    super(`The setting ${variable} is missing`);
    this.name = `MissingSetting.${variable}`;
  }
}

/** @throws Error naming the missing setting: a fault of the deployment. */
export function setting(name: Setting): string {
  const value = process.env[SETTINGS[name]];
  if (!value) throw new MissingSetting(SETTINGS[name]);
  return value;
}
