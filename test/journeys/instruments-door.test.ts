import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';

let local: JourneyProduct;
beforeAll(async () => {
  local = await startForJourney();
});
afterAll(() => local.stop());

/** Status of an instrument for a browser that sends these headers. */
async function statusFor(headers: Readonly<Record<string, string>>): Promise<number> {
  const sent = request(`${local.origin}/_local/people`, { headers });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

describe('the local instruments', () => {
  it('answer whoever calls them by a name of this machine', async () => {
    const { host } = new URL(local.origin);

    const statuses = await Promise.all([
      statusFor({ host }),
      statusFor({ host: 'localhost' }),
      statusFor({ host, origin: local.origin }),
    ]);

    expect(statuses).toEqual([200, 200, 200]);
  });

  it('refuse a page of another site, and another site’s name that leads here', async () => {
    const { host } = new URL(local.origin);

    const statuses = await Promise.all([
      statusFor({ host, origin: 'https://example.org' }),
      statusFor({ host, origin: 'null' }),
      statusFor({ host: 'rebound.example.org' }),
    ]);

    expect(statuses).toEqual([403, 403, 403]);
  });
});
