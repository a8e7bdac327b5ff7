import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSnsMessenger } from '../../../functions/adapters/sns-messenger.ts';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../../support/embedded-aws.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
});

afterAll(async () => {
  await cloud.close();
  await directory.remove();
});

const MESSAGE = {
  to: '138 0000 0001',
  text: '【遂昌公安】已收到',
  event: 'received',
  serial: 'case-1-received-1',
  caseId: 'case-1',
} as const;

describe('an SMS', () => {
  it('goes to the phone number as a transactional one', async () => {
    const messenger = createSnsMessenger(cloud.client);

    const sending = await messenger.send(MESSAGE);

    const sent = (await cloud.sns.messages()).at(-1);
    expect(sending).toEqual({ outcome: 'sent', messageId: sent?.messageId });
    expect(sent).toMatchObject({
      to: '+8613800000001',
      text: '【遂昌公安】已收到',
      attributes: { 'AWS.SNS.SMS.SMSType': 'Transactional', event: 'received', caseId: 'case-1' },
    });
  });

  it.each([
    ['not-sent', 'a refusal', { code: 'InvalidParameter', status: 400 }],
    ['not-sent', 'too many at once', { code: 'Throttling', status: 429 }],
    ['unknown', 'a fault of SNS', { code: 'InternalError', status: 500 }],
    ['unknown', 'no capacity', { code: 'ServiceUnavailable', status: 503 }],
  ] as const)('is %s after %s, and is tried once', async (outcome, _what, fault) => {
    const messenger = createSnsMessenger({ ...cloud.client, maxAttempts: 5 });
    const before = cloud.requests.length;
    cloud.faults.add({ service: 'sns', operation: 'Publish', kind: 'error', ...fault });

    const sending = await messenger.send(MESSAGE);

    expect(sending).toEqual({ outcome });
    expect(cloud.requests.length - before).toBe(1);
  });
});
