import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ulid } from 'ulid';
import type { AwsTransport } from '../adapters/aws-transport.ts';
import { remembered } from '../adapters/remembered.ts';
import { County } from '../domain/county.ts';
import { toInstant, type Instant } from '../domain/instant.ts';
import type { World } from '../ports.ts';
import type { Messenger, SignIn } from '../ports/outside.ts';
import { setting } from './env.ts';
import { lazyPort } from './lazy-port.ts';

/**
 * The world of a container at AWS, or at anything that speaks its protocols (`AWS_ENDPOINT_URL`). Nothing is loaded
 * and no setting is read before it is used.
 * @param options.now business time. @default the real one
 * @param options.transport of the clients of DynamoDB, Step Functions and KMS. @default signed HTTPS
 */
export function buildWorld(options: { now?(): Instant; transport?: AwsTransport } = {}): World {
  const transportMillis = () => Date.now();
  const now = () => options.now?.() ?? toInstant(transportMillis());
  const config = options.transport && { config: options.transport };
  const table = remembered(async () => {
    const { DynamoTable } = await import('../adapters/dynamo-table.ts');
    return new DynamoTable({ tableName: setting('tableName'), ...config });
  });
  let county: County | undefined;
  const readCounty = () => (county ??= readCountyFile());

  return {
    get county() {
      return readCounty();
    },
    now,
    newId: () => ulid(transportMillis()),
    transportMillis,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    cases: lazyPort(async () =>
      (await import('../adapters/dynamo-cases.ts')).createDynamoCases(await table()),
    ),
    drafts: lazyPort(async () =>
      (await import('../adapters/dynamo-drafts.ts')).createDynamoDrafts(await table(), now),
    ),
    messages: lazyPort(async () =>
      (await import('../adapters/dynamo-messages.ts')).createDynamoMessages(await table(), transportMillis),
    ),
    taskTokens: lazyPort(async () =>
      (await import('../adapters/dynamo-task-tokens.ts')).createDynamoTaskTokens(await table()),
    ),
    permits: lazyPort(async () =>
      (await import('../adapters/dynamo-permits.ts')).createDynamoPermits(await table()),
    ),
    sessions: lazyPort(async () =>
      (await import('../adapters/dynamo-sessions.ts')).createDynamoSessions(await table(), transportMillis),
    ),
    staff: lazyPort(async () =>
      (await import('../adapters/dynamo-staff.ts')).createDynamoStaff(await table()),
    ),
    replies: lazyPort(async () =>
      (await import('../adapters/dynamo-replies.ts')).createDynamoReplies(await table(), transportMillis),
    ),
    accesses: lazyPort(async () =>
      (await import('../adapters/dynamo-accesses.ts')).createDynamoAccesses(await table()),
    ),
    ratings: lazyPort(async () =>
      (await import('../adapters/dynamo-ratings.ts')).createDynamoRatings(await table()),
    ),
    statistics: lazyPort(async () =>
      (await import('../adapters/dynamo-counts.ts')).createDynamoStatistics(await table()),
    ),
    reminders: lazyPort(async () =>
      (await import('../adapters/dynamo-reminders.ts')).createDynamoReminders(await table()),
    ),
    tries: lazyPort(async () =>
      (await import('../adapters/dynamo-tries.ts')).createDynamoTries(await table(), transportMillis),
    ),
    calendars: lazyPort(async () =>
      (await import('../adapters/dynamo-calendars.ts')).createDynamoCalendars(await table()),
    ),
    materials: lazyPort(async () => {
      const { createS3Materials } = await import('../adapters/s3-materials.ts');
      return createS3Materials({
        quarantineBucket: setting('quarantineBucket'),
        materialsBucket: setting('materialsBucket'),
      });
    }),
    scanner: lazyPort(async () =>
      (await import('../adapters/signature-scanner.ts')).createSignatureScanner(),
    ),
    archive: lazyPort(async () => {
      const { createS3Archive } = await import('../adapters/s3-archive.ts');
      return createS3Archive({ archiveBucket: setting('archiveBucket') });
    }),
    keys: lazyPort(async () => {
      const { createKmsLookupKeys } = await import('../adapters/kms-lookup-keys.ts');
      return createKmsLookupKeys({ keyId: setting('lookupKeyId'), county: readCounty().id, ...config });
    }),
    licenceSigner: lazyPort(async () => {
      const { createKmsSigner } = await import('../adapters/kms-signer.ts');
      return createKmsSigner({ keyId: setting('licenceKeyId'), ...config });
    }),
    sm2Signer: lazyPort(async () => {
      const { createKmsSm2Signer, NO_SM2 } = await import('../adapters/kms-sm2-signer.ts');
      const keyId = setting('sm2KeyId');
      return keyId === 'none' ? NO_SM2 : createKmsSm2Signer({ keyId, ...config });
    }),
    sessionTokens: lazyPort(async () => {
      const { createKmsSessionTokens } = await import('../adapters/kms-session-tokens.ts');
      const { id, sessionKey } = readCounty();
      const generation = sessionKey?.generation ?? 1;
      const keyId = setting('sessionKeyId');
      return createKmsSessionTokens({ keyId, county: id, generation, transportMillis, ...config });
    }),
    workflow: lazyPort(async () => {
      const { createSfnWorkflow } = await import('../adapters/sfn-workflow.ts');
      return createSfnWorkflow({ stateMachineArn: setting('stateMachineArn'), ...config });
    }),
    messenger: lazyPort(messengerOf),
    ...provincePorts(readCounty),
  };
}

/** What other bodies of the state answer, all behind the province's gateway but the staff's sign-in. */
function provincePorts(readCounty: () => County): Pick<World, 'signIn' | 'population' | 'licencePlatform'> {
  const gateway = remembered(async () => {
    const { createIrsGateway } = await import('../adapters/irs-gateway.ts');
    return createIrsGateway({
      baseUrl: setting('provinceUrl'),
      accessKey: setting('provinceAccessKey'),
      secretKey: setting('provinceSecretKey'),
    });
  });
  const applicants = lazyPort<Pick<SignIn, 'redeem'>>(async () => {
    const { createZhelibanSignIn } = await import('../adapters/zheliban-sign-in.ts');
    return createZhelibanSignIn({
      gateway: await gateway(),
      serviceCode: setting('signInServiceCode'),
      servicePassword: setting('signInServicePassword'),
      appId: setting('signInAppId'),
    });
  });
  const staff = lazyPort<Pick<SignIn, 'verifyStaffToken'>>(async () => {
    const { createStaffOidc } = await import('../adapters/staff-oidc.ts');
    return createStaffOidc({
      issuer: setting('staffIssuer'),
      jwksUrl: setting('staffJwksUrl'),
      audience: setting('staffAudience'),
    });
  });
  return {
    signIn: {
      redeem: (ticket) => applicants.redeem(ticket),
      verifyStaffToken: (idToken) => staff.verifyStaffToken(idToken),
    },
    population: lazyPort(async () => {
      const { createPopulationRegistry } = await import('../adapters/population-registry.ts');
      return createPopulationRegistry(await gateway());
    }),
    licencePlatform: lazyPort(async () => {
      const { createLicencePlatform } = await import('../adapters/licence-platform.ts');
      return createLicencePlatform({
        gateway: await gateway(),
        issuerDivision: readCounty().rules.divisionCode,
      });
    }),
  };
}

/** By the deployment's route; the other sender's code is not even loaded. */
async function messengerOf(): Promise<Messenger> {
  if (setting('smsRoute') === 'sns')
    return (await import('../adapters/sns-messenger.ts')).createSnsMessenger();
  const { createSmsGatewayMessenger } = await import('../adapters/sms-gateway-messenger.ts');
  return createSmsGatewayMessenger({
    baseUrl: setting('smsGatewayUrl'),
    accessKey: setting('smsGatewayAccessKey'),
    secretKey: setting('smsGatewaySecretKey'),
  });
}

function readCountyFile(): County {
  return County.parse(JSON.parse(readFileSync(setting('countyFile'), 'utf8')));
}
