import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { memoryOf, sizeOf } from '../../infra/aws/sizes.ts';
import { callsOfApi, gbSecondsOf, logBytesOf } from '../../infra/cost/lambda-bill.ts';
import { logBytesOfHistory } from '../../infra/cost/log-lines.ts';
import { Meter, noUsage } from '../../infra/cost/meter.ts';
import { costOf, priceList } from '../../infra/cost/price-list.ts';
import type { WireRequest } from '../../infra/local/wire.ts';

const FILE = fileURLToPath(new URL('../../infra/cost/prices.json', import.meta.url));
/** What the list says beside the figures. */
const Written = z.object({
  $china: z.string(),
  regions: z.record(z.string(), z.object({ prices: z.record(z.string(), z.object({ read: z.unknown() })) })),
});

function tableCall(body: object): WireRequest {
  return { method: 'POST', path: '/', rawQuery: '', headers: {}, body: Buffer.from(JSON.stringify(body)) };
}

describe('the price list', () => {
  it('prices a unit by its region', () => {
    const [virginia, singapore] = [priceList('us-east-1'), priceList('ap-southeast-1')];

    expect(virginia.priceOf('transition')).toBeCloseTo(0.000_025, 9);
    expect(singapore.priceOf('tableWrite')).toBeCloseTo(0.000_000_71, 12);
  });

  it('says which regions it knows when it is asked for another', () => {
    expect(() => priceList('eu-north-1')).toThrow(/known are us-east-1, ap-southeast-1, cn-northwest-1/u);
  });

  it('says of each price where it was read: all of Virginia, all but two of Singapore, none of Ningxia unread', () => {
    const { regions } = Written.parse(JSON.parse(readFileSync(FILE, 'utf8')));
    const told = Object.entries(regions).map(([region, { prices }]) => {
      const unread = Object.keys(prices).filter((unit) => prices[unit]?.read === false);
      return [region, Object.keys(prices).length, unread];
    });

    expect(told).toEqual([
      ['us-east-1', 17, []],
      ['ap-southeast-1', 17, ['kmsAsymmetric', 'compositeAlarmMonth']],
      ['cn-northwest-1', 9, []],
    ]);
  });

  it('gathers what is used by the service that bills it', () => {
    const usage = { ...noUsage(), transition: 10, s3Write: 2, s3Read: 5 };

    const { services, total } = costOf(usage, priceList('us-east-1'));

    const used = Object.fromEntries(services.filter(([, usd]) => usd > 0));
    expect(used['Step Functions']).toBeCloseTo(0.000_25, 9);
    expect(used['S3']).toBeCloseTo(0.000_012, 9);
    expect(total).toBeCloseTo(0.000_262, 9);
  });
});

describe('a region whose prices are not all known', () => {
  it('is in its own currency, and says what the sum is without', () => {
    const ningxia = priceList('cn-northwest-1');
    const usage = { ...noUsage(), transition: 1000, httpRequest: 3, kmsAsymmetric: 0 };

    const { total, without } = costOf(usage, ningxia);

    expect(ningxia.currency).toBe('CNY');
    expect(total).toBeCloseTo(0.2102, 9);
    expect(without).toEqual(['httpRequest']);
    expect(() => ningxia.priceOf('httpRequest')).toThrow(
      'The price list of cn-northwest-1 has no httpRequest',
    );
  });
});

describe('the note on Ningxia', () => {
  it('names just what the list lacks', () => {
    const { $china, regions } = Written.parse(JSON.parse(readFileSync(FILE, 'utf8')));
    const known = Object.keys(regions['cn-northwest-1']?.prices ?? {});
    const lacking = Object.keys(regions['us-east-1']?.prices ?? {}).filter((unit) => !known.includes(unit));

    const [, named = ''] = /^cn-northwest-1 lacks ([^:]+):/u.exec($china) ?? [];

    expect(named.split(/, | and /u).toSorted()).toEqual(lacking.toSorted());
  });
});

describe('the meter', () => {
  it('asks the table for its own count, and adds up what it is told', async () => {
    const meter = new Meter();
    const asked: unknown[] = [];
    const answer = (units: unknown) => async (sent?: WireRequest) => {
      asked.push(JSON.parse(sent?.body.toString() ?? ''));
      return { status: 200, body: JSON.stringify({ ConsumedCapacity: units }) };
    };

    await meter.around('dynamodb', 'GetItem', answer({ CapacityUnits: 1.5 }), tableCall({ Key: 'k' }));
    await meter.around('dynamodb', 'TransactWriteItems', answer([{ CapacityUnits: 8 }]), tableCall({}));
    await meter.around('dynamodb', 'PutItem', answer(undefined), tableCall({}));

    expect(asked[0]).toEqual({ Key: 'k', ReturnConsumedCapacity: 'TOTAL' });
    expect(meter.take().usage).toEqual({ ...noUsage(), tableRead: 1.5, tableWrite: 8 });
  });

  it('tells the kinds of other calls apart, and begins anew when it was read', async () => {
    const meter = new Meter();
    const calls = [
      ['s3', 'GetObject'],
      ['s3', 'PutObject'],
      ['s3', 'DeleteObject'],
      ['kms', 'Sign'],
      ['kms', 'GenerateMac'],
      ['sns', 'Publish'],
      ['lambda', 'check'],
    ] as const;
    for (const [service, operation] of calls) await meter.around(service, operation, async () => undefined);

    const { usage, lambdas } = meter.take();

    expect([...lambdas]).toEqual([['check', { count: 1, millis: expect.any(Number) as number }]]);
    const each = {
      s3Read: 1,
      s3Write: 1,
      kmsAsymmetric: 1,
      kmsSymmetric: 1,
      snsRequest: 1,
      lambdaRequest: 1,
    };
    expect(usage).toEqual({ ...noUsage(), ...each });
    expect(meter.take().usage).toEqual(noUsage());
  });
});

describe('the bill of Lambda', () => {
  it('counts each signed-in call of the API with a call of the authoriser before it', () => {
    const functions = callsOfApi([
      ['POST /applications/{id}/materials/{id}/confirmation', [20, 30]],
      ['POST /tasks/{id}/claim', [10]],
    ]);

    expect(functions.get('applicant')).toEqual({ count: 2, millis: 50 });
    expect(functions.get('staff')).toEqual({ count: 1, millis: 10 });
    expect(functions.get('authoriser')?.count).toBe(3);
    expect(() => callsOfApi([['GET /nowhere', [1]]])).toThrow('Nobody answers GET /nowhere');
  });

  it('is by the memory of each function, and longer where it has less than a processor', () => {
    const { median } = sizeOf('issue').callCpuMs;
    const memory = memoryOf('issue');

    const gbSeconds = gbSecondsOf(new Map([['issue', { count: 2, millis: 1_000 }]]));

    const stretched = 1 + (2 * median * (1_769 / memory - 1)) / 1_000;
    expect(gbSeconds).toBeCloseTo((stretched * memory) / 1_024, 6);
  });
});

describe('the log', () => {
  it('of the machine holds every event, and none of the data', () => {
    const bare = { type: 'TaskScheduled', taskScheduledEventDetails: { resource: 'invoke', region: 'x' } };
    const withData = {
      ...bare,
      taskScheduledEventDetails: { ...bare.taskScheduledEventDetails, parameters: 'p'.repeat(500) },
    };

    const [lean, full] = [logBytesOfHistory([bare]), logBytesOfHistory([withData])];

    expect(full).toBe(lean);
    expect(lean).toBeGreaterThan(200);
    expect(logBytesOfHistory([bare, bare])).toBe(2 * lean);
  });

  it('of functions is what their bundles wrote when they were measured', () => {
    const { logBytes } = sizeOf('issue');

    expect(logBytesOf(new Map([['issue', { count: 3, millis: 1 }]]))).toBe(3 * (logBytes + 26));
  });
});
