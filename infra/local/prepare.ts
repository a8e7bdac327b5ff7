import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Cloud } from './cloud.ts';
import { machineDefinition } from './definition.ts';
import { ensureTable } from './dynamodb.ts';
import type { Province } from './province/province.ts';
import { applySettings, type SmsRoute } from './settings.ts';
import type { Credentials } from './sigv4.ts';
import { TABLE } from './table.ts';

/** Where the embedded cloud says it is: the partition with the fewest services. */
export const REGION = 'cn-northwest-1';
/** Path of the AWS endpoint. */
export const AWS_PREFIX = '/_local/aws';
/** Path of the province's stand-ins. */
export const PROVINCE_PREFIX = '/_local/province-gateway';
/** Path of the stand-in of a domestic SMS gateway. */
export const SMS_GATEWAY_PREFIX = '/_local/sms-gateway';
/** Our registration with the stand-in of the state's sign-in. */
export const SIGN_IN = { serviceCode: 'huren-local', servicePassword: 'huren-local', appId: 'huren-local' };
/** For whom the staff's tokens are. */
export const STAFF_AUDIENCE = 'huren';
/** Buckets, keys, machine and table, and the settings that lead the handlers to them. */
export async function prepare(
  cloud: Cloud,
  province: Province,
  to: {
    readonly origin: string;
    readonly credentials: Credentials;
    readonly countyFile: string;
    readonly smsRoute: SmsRoute;
    /** Which key signs permits, as the county's data say. */
    readonly licenceGeneration: number;
    /** Whether permits get a second signature. */
    readonly sm2: boolean;
  },
): Promise<void> {
  const { origin, credentials, countyFile, smsRoute, licenceGeneration, sm2 } = to;
  const generation = licenceGeneration === 1 ? '' : `-${licenceGeneration}`;
  await cloud.s3.ensureBucket('quarantine');
  await cloud.s3.ensureBucket('materials', { versioning: true });
  await cloud.s3.ensureBucket('archive', { versioning: true, objectLock: true });
  applySettings(
    { endpoint: `${origin}${AWS_PREFIX}`, region: REGION, credentials },
    {
      quarantineBucket: 'quarantine',
      materialsBucket: 'materials',
      archiveBucket: 'archive',
      tableName: TABLE.TableName,
      stateMachineArn: await cloud.stepFunctions.putStateMachine(
        'recognition',
        await machineDefinition('aws-cn'),
      ),
      lookupKeyId: (await cloud.kms.ensureKey('alias/huren-lookup', 'HMAC_256')).keyId,
      licenceKeyId: (await cloud.kms.ensureKey(`alias/huren-licence${generation}`, 'ECC_NIST_P256')).keyId,
      sm2KeyId: sm2
        ? (await cloud.kms.ensureKey(`alias/huren-licence-sm2${generation}`, 'SM2')).keyId
        : 'none',
      // `alias/huren-session` is a pair on P-256 in directories of earlier versions.
      sessionKeyId: (await cloud.kms.ensureKey('alias/huren-session-mac', 'HMAC_256')).keyId,
      smsRoute,
      smsGatewayUrl: `${origin}${SMS_GATEWAY_PREFIX}`,
      smsGatewayAccessKey: credentials.accessKeyId,
      smsGatewaySecretKey: credentials.secretAccessKey,
      countyFile,
      provinceUrl: province.gatewayUrl(),
      provinceAccessKey: credentials.accessKeyId,
      provinceSecretKey: credentials.secretAccessKey,
      signInServiceCode: SIGN_IN.serviceCode,
      signInServicePassword: SIGN_IN.servicePassword,
      signInAppId: SIGN_IN.appId,
      staffIssuer: province.staffIssuerUrl(),
      staffAudience: STAFF_AUDIENCE,
      staffJwksUrl: province.staffJwksUrl(),
    },
  );
  await ensureTable(new DynamoDBClient({}), TABLE);
}
