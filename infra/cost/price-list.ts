import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { MeteredUnit, Usage } from './meter.ts';

const FILE = fileURLToPath(new URL('prices.json', import.meta.url));
const RENTS = ['keyMonth', 'secretMonth', 'alarmMonth', 'compositeAlarmMonth', 'dashboardMonth'] as const;
/** What is paid by the month, used or not. */
export type Rent = (typeof RENTS)[number];
const Price = z.object({ usd: z.number().positive(), per: z.number().positive(), source: z.url() });
const Region = z.record(z.string(), Price);
const List = z.object({ asOf: z.iso.date(), regions: z.record(z.string(), Region) });

/** Prices of one region in US dollars, and the day they are of. */
export interface PriceList {
  readonly region: string;
  readonly asOf: string;
  /** US dollars of one unit. @throws Error for a unit that the list lacks */
  readonly priceOf: (unit: MeteredUnit | Rent) => number;
}

/** @throws Error when the file has no list for the region; China's prices are in another currency and not in it */
export function priceList(region: string): PriceList {
  const { asOf, regions } = List.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const prices = regions[region];
  if (!prices) {
    throw new Error(`No prices of ${region} are known; known are ${Object.keys(regions).join(', ')}`);
  }
  return {
    region,
    asOf,
    priceOf(unit) {
      const price = prices[unit];
      if (!price) throw new Error(`The price list of ${region} has no ${unit}`);
      return price.usd / price.per;
    },
  };
}

/** Which service bills a unit. */
const SERVICE: Readonly<Record<MeteredUnit, string>> = {
  transition: 'Step Functions',
  tableWrite: 'DynamoDB writes',
  tableRead: 'DynamoDB reads',
  lambdaRequest: 'Lambda',
  lambdaGbSecond: 'Lambda',
  httpRequest: 'API Gateway',
  s3Write: 'S3',
  s3Read: 'S3',
  kmsAsymmetric: 'KMS requests',
  kmsSymmetric: 'KMS requests',
  snsRequest: 'SNS requests',
  logGb: 'CloudWatch Logs',
};

/** US dollars by service, the dearest first, and their sum. */
export function costOf(
  usage: Usage,
  prices: PriceList,
): { readonly total: number; readonly services: readonly (readonly [string, number])[] } {
  const sums = new Map<string, number>();
  for (const [unit, amount] of Object.entries(usage) as [MeteredUnit, number][]) {
    const service = SERVICE[unit];
    sums.set(service, (sums.get(service) ?? 0) + amount * prices.priceOf(unit));
  }
  const services = [...sums].toSorted(([, one], [, other]) => other - one);
  return { services, total: services.reduce((sum, [, usd]) => sum + usd, 0) };
}
