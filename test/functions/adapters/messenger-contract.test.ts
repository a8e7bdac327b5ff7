import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSmsGatewayMessenger } from '../../../functions/adapters/sms-gateway-messenger.ts';
import { createSnsMessenger } from '../../../functions/adapters/sns-messenger.ts';
import type { FaultBook } from '../../../infra/local/faults.ts';
import type { SentMessage } from '../../../infra/local/sns-topics.ts';
import type { Messenger } from '../../../functions/ports/outside.ts';
import { openEmbeddedAws, temporaryDirectory } from '../../support/embedded-aws.ts';
import { serveSmsGateway, SMS_KEYS } from '../../support/sms-gateway-server.ts';

/** A sender of short messages and what stands in for it. */
interface MessengerBench {
  readonly messenger: Messenger;
  /** The same adapter, led to another place. */
  readonly at: (origin: string) => Messenger;
  readonly faults: FaultBook;
  /** Under which names faults are ordered. */
  readonly send: { readonly service: string; readonly operation: string };
  readonly sent: () => Promise<readonly SentMessage[]>;
  /** Whether the sender keeps books that can be asked. */
  readonly givesReceipts: boolean;
  close(): Promise<void>;
}

async function snsBench(): Promise<MessengerBench> {
  const directory = await temporaryDirectory();
  const cloud = await openEmbeddedAws(directory.path);
  return {
    messenger: createSnsMessenger(cloud.client),
    at: (endpoint) => createSnsMessenger({ ...cloud.client, endpoint }),
    faults: cloud.faults,
    send: { service: 'sns', operation: 'Publish' },
    sent: () => cloud.sns.messages(),
    givesReceipts: false,
    async close() {
      await cloud.close();
      await directory.remove();
    },
  };
}

async function gatewayBench(): Promise<MessengerBench> {
  const served = await serveSmsGateway();
  return {
    messenger: createSmsGatewayMessenger(served.options),
    at: (baseUrl) => createSmsGatewayMessenger({ baseUrl, ...SMS_KEYS }),
    faults: served.faults,
    send: { service: 'sms-gateway', operation: 'send' },
    sent: async () => served.gateway.messages(),
    givesReceipts: true,
    close: () => served.close(),
  };
}

const CASE = '01JNAA0000000000000000000A';
const MESSAGE = {
  to: '138 0000 0001',
  text: '【遂昌公安】已收到',
  event: 'received',
  serial: `${CASE}-received-1`,
  caseId: CASE,
} as const;

describe.each([
  ['through SNS', snsBench],
  ['through a gateway', gatewayBench],
] as const)('an SMS %s', (_by, open) => {
  let bench: MessengerBench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());

  it('is sent to the number, with its occasion and its case beside it, and has an id of the sender', async () => {
    const sending = await bench.messenger.send(MESSAGE);

    const [sent, ...others] = await bench.sent();
    expect(others).toEqual([]);
    expect(sending).toEqual({ outcome: 'sent', messageId: sent?.messageId });
    expect(sent).toMatchObject({
      to: '+8613800000001',
      text: '【遂昌公安】已收到',
      parts: 1,
      attributes: { event: 'received', caseId: CASE },
    });
  });

  it('is not-sent after a refusal, and did not go out', async () => {
    bench.faults.add({ ...bench.send, kind: 'error', code: 'InvalidParameter', status: 400 });

    const sending = await bench.messenger.send(MESSAGE);

    expect(sending).toEqual({ outcome: 'not-sent' });
    expect(await bench.sent()).toEqual([]);
  });

  it('is unknown after a fault of the sender, and is not tried again here', async () => {
    bench.faults.add({ ...bench.send, kind: 'error', status: 500, times: 2 });

    const sending = await bench.messenger.send(MESSAGE);

    expect(sending).toEqual({ outcome: 'unknown' });
    expect(bench.faults.list()).toMatchObject([{ times: 1 }]);
  });

  it('is not-sent where nobody listens, and unknown where the connection breaks after it was sent', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const messenger = bench.at(`http://127.0.0.1:${port}`);

    const broken = await messenger.send(MESSAGE);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    const refused = await messenger.send(MESSAGE);

    expect(broken).toEqual({ outcome: 'unknown' });
    expect(refused).toEqual({ outcome: 'not-sent' });
  });

  it('is never called never-taken when it was taken, and never sent when it was not', async () => {
    const before = await bench.messenger.receiptOf(MESSAGE.serial);
    const { outcome } = await bench.messenger.send(MESSAGE);
    const after = await bench.messenger.receiptOf(MESSAGE.serial);

    const [sent] = await bench.sent();
    expect(outcome).toBe('sent');
    expect([before, after]).toEqual(
      bench.givesReceipts
        ? [{ outcome: 'never-taken' }, { outcome: 'delivered', messageId: sent?.messageId }]
        : [{ outcome: 'unknown' }, { outcome: 'unknown' }],
    );
  });

  it('has a receipt that is no error where nobody can be asked', async () => {
    const receipt = await bench.at('http://127.0.0.1:9').receiptOf(MESSAGE.serial);

    expect(receipt).toEqual({ outcome: bench.givesReceipts ? 'not-now' : 'unknown' });
  });
});
