import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSmsGatewayMessenger } from '../../functions/adapters/sms-gateway-messenger.ts';
import { smsGatewayHeaders } from '../../functions/adapters/sms-gateway-protocol.ts';
import { serveSmsGateway, type ServedSmsGateway } from '../support/sms-gateway-server.ts';

let served: ServedSmsGateway;
beforeEach(async () => {
  served = await serveSmsGateway();
});
afterEach(() => served.close());

const BODY = {
  serial: 's-1',
  mobile: '13800000001',
  template: 'received',
  content: '【遂昌公安】已收到',
};

interface Changes {
  readonly body?: object;
  readonly path?: string;
  readonly method?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
  /** Added to the real time of the stamp. */
  readonly skewMillis?: number;
  /** What is sent in place of what was signed. */
  readonly forged?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call made by hand. @returns status and code of the answer */
async function call(changes: Changes = {}): Promise<[status: number, code: string]> {
  const { baseUrl, accessKey, secretKey } = { ...served.options, ...changes };
  const url = new URL(`${baseUrl}${changes.path ?? '/messages'}`);
  const body = JSON.stringify(changes.body ?? BODY);
  const timestamp = String(Date.now() + (changes.skewMillis ?? 0));
  const signed = smsGatewayHeaders({ path: url.pathname, accessKey, timestamp, body }, secretKey);
  const method = changes.method ?? 'POST';
  const response = await fetch(url, {
    method,
    headers: { ...signed, ...changes.headers },
    ...(method === 'POST' && { body: changes.forged ?? body }),
  });
  const answer = (await response.json()) as { code: string };
  return [response.status, answer.code];
}

describe('the stand-in of the SMS gateway', () => {
  it('takes a message that is signed as it should be', async () => {
    const answer = await call();

    expect(answer).toEqual([200, 'OK']);
    expect(served.gateway.messages()).toHaveLength(1);
  });

  it.each<[string, Changes, string]>([
    ['an unknown access key', { accessKey: 'other' }, 'ACCESS_KEY'],
    ['another secret', { secretKey: 'other' }, 'SIGNATURE'],
    ['another body than the one signed', { forged: '{}' }, 'SIGNATURE'],
    ['no signature', { headers: { 'x-sms-signature': '' } }, 'SIGNATURE'],
    ['a time stamp in words', { headers: { 'x-sms-timestamp': 'now' } }, 'TIMESTAMP'],
    ['a time stamp that was not signed', { headers: { 'x-sms-timestamp': '1772413200000' } }, 'SIGNATURE'],
    ['a stamp of more than five minutes ago', { skewMillis: -302_000 }, 'CLOCK_SKEW'],
    ['a stamp more than five minutes ahead', { skewMillis: 302_000 }, 'CLOCK_SKEW'],
  ])('trusts no call with %s', async (_what, changes, code) => {
    const answer = await call(changes);

    expect(answer).toEqual([401, code]);
    expect(served.gateway.messages()).toEqual([]);
  });

  it.each([-298_000, 298_000])('trusts a clock that is %i ms away', async (skewMillis) => {
    const answer = await call({ skewMillis });

    expect(answer).toEqual([200, 'OK']);
  });

  it.each<[string, object, string]>([
    ['a number with a country code', { ...BODY, mobile: '+8613800000001' }, 'MOBILE'],
    ['a number of ten digits', { ...BODY, mobile: '1380000000' }, 'MOBILE'],
    ['a landline', { ...BODY, mobile: '05788120110' }, 'MOBILE'],
    ['no template', { ...BODY, template: '' }, 'TEMPLATE'],
    ['a template of 33 characters', { ...BODY, template: 'a'.repeat(33) }, 'TEMPLATE'],
    ['no signature', { ...BODY, content: '已收到' }, 'SIGNATURE_LENGTH'],
    ['a signature of one character', { ...BODY, content: '【遂】已收到' }, 'SIGNATURE_LENGTH'],
    [
      'a signature of 13 characters',
      { ...BODY, content: `【${'遂'.repeat(13)}】已收到` },
      'SIGNATURE_LENGTH',
    ],
    ['nothing after the signature', { ...BODY, content: '【遂昌公安】' }, 'CONTENT_LENGTH'],
    ['501 characters', { ...BODY, content: `【遂昌公安】${'长'.repeat(495)}` }, 'CONTENT_LENGTH'],
    ['a serial of 65 characters', { ...BODY, serial: 's'.repeat(65) }, 'MALFORMED'],
    ['a field more', { ...BODY, name: '陈晓宁' }, 'MALFORMED'],
  ])('refuses a message with %s', async (_what, body, code) => {
    const answer = await call({ body });

    expect(answer).toEqual([400, code]);
    expect(served.gateway.messages()).toEqual([]);
  });

  it('takes the longest that it may: 500 characters, in eight parts', async () => {
    const answer = await call({ body: { ...BODY, content: `【遂昌公安】${'长'.repeat(494)}` } });

    expect(answer).toEqual([200, 'OK']);
    expect(served.gateway.messages()).toMatchObject([{ parts: 8 }]);
  });

  it('answers a serial again as it did before, and refuses it with another content', async () => {
    const first = await call();
    const again = await call();
    const other = await call({ body: { ...BODY, mobile: '13800000002' } });

    expect([first, again]).toEqual([
      [200, 'OK'],
      [200, 'OK'],
    ]);
    expect(other).toEqual([409, 'SERIAL_REUSED']);
    expect(served.gateway.messages()).toHaveLength(1);
  });

  it('knows nothing beside its two paths, by POST', async () => {
    const elsewhere = await call({ path: '/balance' });
    const read = await call({ method: 'GET' });

    expect(elsewhere).toEqual([404, 'NO_SUCH_PATH']);
    expect(read).toEqual([405, 'METHOD']);
  });

  it('takes a message to a number that nobody has, and says later that it failed', async () => {
    const answer = await call({ body: { ...BODY, mobile: '19900000001' } });

    const receipt = await createSmsGatewayMessenger(served.options).receiptOf('s-1');

    expect(answer).toEqual([200, 'OK']);
    expect(receipt).toEqual({ outcome: 'failed' });
  });

  it('remembers serials and receipts after it was stopped', async () => {
    await call();
    served = await served.restart();

    const answer = await call();
    const receipt = await createSmsGatewayMessenger(served.options).receiptOf('s-1');

    expect(answer).toEqual([200, 'OK']);
    expect(served.gateway.messages()).toHaveLength(1);
    expect(receipt.outcome).toBe('delivered');
  });
});

describe('a fault ordered for the SMS gateway', () => {
  it.each([
    ['lose-answer', 'unknown'],
    ['garble-answer', 'unknown'],
    ['double', 'sent'],
  ] as const)('of the kind %s leaves one message, and our side finds it %s', async (kind, outcome) => {
    const messenger = createSmsGatewayMessenger(served.options);
    served.faults.add({ service: 'sms-gateway', operation: 'send', kind });

    const sending = await messenger.send({
      to: BODY.mobile,
      text: BODY.content,
      event: 'received',
      serial: 's-1',
    });
    const receipt = await messenger.receiptOf('s-1');

    expect(sending.outcome).toBe(outcome);
    expect(receipt.outcome).toBe('delivered');
    expect(served.gateway.messages()).toHaveLength(1);
  });
});
