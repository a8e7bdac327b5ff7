import { describe, expect, it } from 'vitest';
import { Meter, noUsage } from '../../infra/cost/meter.ts';
import { costOf, priceList } from '../../infra/cost/price-list.ts';
import type { WireRequest } from '../../infra/local/wire.ts';

function tableCall(body: object): WireRequest {
  return { method: 'POST', path: '/', rawQuery: '', headers: {}, body: Buffer.from(JSON.stringify(body)) };
}

describe('the price list', () => {
  it('prices a unit by its region', () => {
    const [virginia, singapore] = [priceList('us-east-1'), priceList('ap-southeast-1')];

    expect(virginia.priceOf('transition')).toBeCloseTo(0.000_025, 9);
    expect(singapore.priceOf('tableWrite')).toBeCloseTo(0.000_000_712_5, 12);
  });

  it('says which regions it knows when it is asked for another', () => {
    expect(() => priceList('cn-northwest-1')).toThrow(/known are us-east-1, ap-southeast-1/u);
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

    const { usage } = meter.take();

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
