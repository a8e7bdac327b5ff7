import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIrsGateway } from '../../../functions/adapters/irs-gateway.ts';
import { PROVINCE_ROUTES } from '../../../functions/adapters/province-routes.ts';
import { serve } from '../../../infra/local/http-server.ts';
import type { WireHandler } from '../../../infra/local/wire.ts';
import { gatewayTo, KEYS, serveProvince, type ServedProvince } from '../../support/province-server.ts';

let here: ServedProvince;
const realMillis = Date.parse('2026-11-11T11:11:11Z');

beforeEach(async () => {
  here = await serveProvince({ realNow: () => realMillis });
});
afterEach(() => here.close());

const ask = { path: PROVINCE_ROUTES.populationFacts, body: { json: {} }, repeatable: true };

/** Answers with these statuses in turn, then with an empty object. */
async function flaky(statuses: number[]) {
  let calls = 0;
  const handler: WireHandler = async () => {
    calls += 1;
    return { status: statuses[calls - 1] ?? 200, body: '{}' };
  };
  const served = await serve(handler, { port: 0 });
  const gateway = createIrsGateway({ baseUrl: `${served.origin}/restapi/prod`, ...KEYS, pauseMillis: 1 });
  return { gateway, close: () => served.close(), calls: () => calls };
}

describe('a call through the gateway of the province', () => {
  it('passes when it is signed', async () => {
    expect(await gatewayTo(here, { now: () => realMillis }).post(ask)).toMatchObject({ code: '4000' });
  });

  it.each([-90_000, 90_000])('passes at a skew of %s ms', async (skew) => {
    expect(await gatewayTo(here, { now: () => realMillis + skew }).post(ask)).toMatchObject({ code: '4000' });
  });

  it.each([
    ['a clock 91 seconds slow', { now: () => realMillis - 91_000 }],
    ['a clock 91 seconds fast', { now: () => realMillis + 91_000 }],
    ['an unknown access key', { now: () => realMillis, accessKey: 'other' }],
    ['another secret', { now: () => realMillis, secretKey: 'other' }],
  ])('is refused with %s, and is not repeated', async (_, options) => {
    await expect(gatewayTo(here, options).post(ask)).rejects.toMatchObject({ status: 401 });
    expect(here.operations).toEqual([]);
  });

  it('is refused on a route nobody granted', async () => {
    const call = gatewayTo(here, { now: () => realMillis }).post({
      ...ask,
      path: '/IC33000000000000000000/x',
    });

    await expect(call).rejects.toMatchObject({ status: 401 });
  });

  it('is repeated after an outage only where that is harmless', async () => {
    const [harmless, other] = [await flaky([503, 429]), await flaky([503])];

    expect(await harmless.gateway.post(ask)).toEqual({});
    await expect(other.gateway.post({ ...ask, repeatable: false })).rejects.toMatchObject({ status: 503 });
    expect([harmless.calls(), other.calls()]).toEqual([3, 1]);
    await harmless.close();
    await other.close();
  });

  it('is given up after three attempts', async () => {
    const down = await flaky([500, 502, 503, 503]);

    await expect(down.gateway.post(ask)).rejects.toMatchObject({ status: 503 });
    expect(down.calls()).toBe(3);
    await down.close();
  });

  it('names its cause when nobody listens', async () => {
    const port = await freedPort();
    const gateway = createIrsGateway({ baseUrl: `http://127.0.0.1:${port}`, ...KEYS, pauseMillis: 1 });

    const error: unknown = await gateway.post(ask).catch((caught: unknown) => caught);

    expect(error).toMatchObject({ name: 'IrsGatewayError', status: undefined });
    expect((error as Error).cause).toBeInstanceOf(TypeError);
  });

  it('is given up when the answer takes too long', async () => {
    const silent = await serve(() => new Promise(() => undefined), { port: 0 });
    const gateway = createIrsGateway({ baseUrl: silent.origin, ...KEYS, timeoutMillis: 30, attempts: 1 });

    await expect(gateway.post(ask)).rejects.toMatchObject({ status: undefined });
    silent.server.closeAllConnections();
    await silent.close();
  });

  it('never quotes what was answered', async () => {
    const odd = await serve(async () => ({ status: 200, body: '<b>330106199001019001</b>' }), { port: 0 });
    const gateway = createIrsGateway({ baseUrl: odd.origin, ...KEYS, attempts: 1 });

    const error: unknown = await gateway.post(ask).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain('330106199001019001');
    expect((error as Error).cause).toBeUndefined();
    await odd.close();
  });
});

async function freedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
