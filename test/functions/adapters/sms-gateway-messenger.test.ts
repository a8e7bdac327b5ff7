import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSmsGatewayMessenger } from '../../../functions/adapters/sms-gateway-messenger.ts';
import { smsGatewaySignature } from '../../../functions/adapters/sms-gateway-protocol.ts';
import { serve } from '../../../infra/local/http-server.ts';
import { serveSmsGateway, SMS_KEYS, type ServedSmsGateway } from '../../support/sms-gateway-server.ts';

let served: ServedSmsGateway;
beforeEach(async () => {
  served = await serveSmsGateway();
});
afterEach(() => served.close());

const MESSAGE = {
  to: '138 0000 0001',
  text: '【遂昌公安】已收到',
  event: 'received',
  serial: '01JNAA0000000000000000000A-received-1',
  caseId: '01JNAA0000000000000000000A',
} as const;

/** A gateway that answers everything so. */
async function answering(status: number, body: string) {
  const gateway = await serve(
    async () => ({ status, headers: { 'content-type': 'application/json' }, body }),
    { port: 0 },
  );
  const messenger = createSmsGatewayMessenger({ baseUrl: gateway.origin, ...SMS_KEYS });
  return { messenger, close: () => gateway.close() };
}

describe('an SMS handed to the gateway', () => {
  it('bears our serial, the number as eleven digits, the template and the whole text', async () => {
    const messenger = createSmsGatewayMessenger(served.options);

    const sending = await messenger.send(MESSAGE);

    const [taken] = served.gateway.messages();
    expect(sending).toEqual({ outcome: 'sent', messageId: taken?.messageId });
    expect(taken).toMatchObject({
      to: '+8613800000001',
      text: '【遂昌公安】已收到',
      parts: 1,
      attributes: { event: 'received', caseId: '01JNAA0000000000000000000A' },
      at: '2026-03-02T09:00:00.000+08:00',
    });
  });

  it('is one SMS however often it is handed over, also at the same time, and is answered the same', async () => {
    const messenger = createSmsGatewayMessenger(served.options);

    const sendings = await Promise.all([1, 2, 3].map(() => messenger.send(MESSAGE)));

    expect(new Set(sendings.map((sending) => JSON.stringify(sending))).size).toBe(1);
    expect(served.gateway.messages()).toHaveLength(1);
  });

  it('is called once, and repeated by nobody here', async () => {
    const messenger = createSmsGatewayMessenger(served.options);
    served.faults.add({ service: 'sms-gateway', operation: 'send', kind: 'error', status: 500, times: 9 });

    const sending = await messenger.send(MESSAGE);

    expect(sending).toEqual({ outcome: 'unknown' });
    expect(served.calls.send).toBe(1);
  });

  it.each([
    [400, 'not-sent'],
    [401, 'not-sent'],
    [404, 'not-sent'],
    [408, 'unknown'],
    [409, 'unknown'],
    [429, 'not-sent'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'not-sent'],
    [504, 'unknown'],
  ] as const)('that is answered with %i is %s', async (status, outcome) => {
    const { messenger, close } = await answering(status, '{"code":"NO"}');

    const sending = await messenger.send(MESSAGE);
    await close();

    expect(sending).toEqual({ outcome });
  });

  it.each(['', '<html>', '{}', '[]', '{"code":"OK"}', '{"code":"OK","messageId":""}', '{"code":"BUSY"}'])(
    'is unknown where the answer is 200 and says %j',
    async (body) => {
      const { messenger, close } = await answering(200, body);

      const sending = await messenger.send(MESSAGE);
      await close();

      expect(sending).toEqual({ outcome: 'unknown' });
    },
  );

  it('is unknown when no answer comes in time', async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}`;
    const messenger = createSmsGatewayMessenger({ baseUrl, ...SMS_KEYS, timeoutMillis: 50 });

    const sending = await messenger.send(MESSAGE);
    await new Promise<void>((resolve) => silent.close(() => resolve()));

    expect(sending).toEqual({ outcome: 'unknown' });
  });
});

describe('the receipt of a message', () => {
  it.each([
    ['{"code":"OK","status":"DELIVERED","messageId":"m"}', { outcome: 'delivered', messageId: 'm' }],
    ['{"code":"OK","status":"ACCEPTED","messageId":"m"}', { outcome: 'accepted', messageId: 'm' }],
    ['{"code":"OK","status":"FAILED","messageId":"m"}', { outcome: 'failed' }],
    ['{"code":"OK","status":"NONE"}', { outcome: 'never-taken' }],
    ['{"code":"OK","status":"EXPIRED"}', { outcome: 'unknown' }],
    ['{"code":"OK","status":"MAYBE"}', { outcome: 'not-now' }],
    ['{"code":"BUSY"}', { outcome: 'not-now' }],
    ['<html>', { outcome: 'not-now' }],
  ])('that reads %s is understood', async (body, expected) => {
    const { messenger, close } = await answering(200, body);

    const receipt = await messenger.receiptOf(MESSAGE.serial);
    await close();

    expect(receipt).toEqual(expected);
  });

  it.each([401, 404, 500, 503])('cannot be had now where the gateway answers %i', async (status) => {
    const { messenger, close } = await answering(status, '{"code":"OK","status":"NONE"}');

    const receipt = await messenger.receiptOf(MESSAGE.serial);
    await close();

    expect(receipt).toEqual({ outcome: 'not-now' });
  });
});

describe('the signature of a call', () => {
  it('covers path, key, time and body', () => {
    const call = { path: '/messages', accessKey: 'ak', timestamp: '1772413200000', body: '{"serial":"s"}' };
    const signature = smsGatewaySignature(call, 'sk');

    const others = [
      smsGatewaySignature({ ...call, path: '/receipts' }, 'sk'),
      smsGatewaySignature({ ...call, accessKey: 'bk' }, 'sk'),
      smsGatewaySignature({ ...call, timestamp: '1772413200001' }, 'sk'),
      smsGatewaySignature({ ...call, body: '{"serial":"t"}' }, 'sk'),
      smsGatewaySignature(call, 'other'),
    ];

    // openssl: printf 'POST\n/messages\nak\n1772413200000\n<sha256 of the body>\n' | openssl dgst -sha256 -hmac sk -binary | base64
    expect(signature).toBe('2hMdIwYoe7dkVhobSYs3YUciPdM+fhZohrNevqHRdOc=');
    expect(new Set([signature, ...others]).size).toBe(6);
  });
});
