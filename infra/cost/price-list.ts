import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { MeteredUnit, Usage } from './meter.ts';

const FILE = fileURLToPath(new URL('prices.json', import.meta.url));
const RENTS = ['keyMonth', 'secretMonth', 'alarmMonth', 'compositeAlarmMonth', 'dashboardMonth'] as const;
/** What is paid by the month, used or not. */
export type Rent = (typeof RENTS)[number];
const Price = z.object({
  price: z.number().positive(),
  /** How many units the price is for. */
  per: z.number().positive(),
  /** The page that binds. */
  source: z.url(),
  /** Where the figure was read, and of when that copy is; false: known, but read nowhere. */
  read: z.union([z.literal(false), z.object({ from: z.url(), copyOf: z.string() })]),
});
const Region = z.object({ currency: z.enum(['USD', 'CNY']), prices: z.record(z.string(), Price) });
const List = z.object({ asOf: z.iso.date(), regions: z.record(z.string(), Region) });

/** Prices of one region in its currency, and the day they are of. */
export interface PriceList {
  readonly region: string;
  readonly currency: 'USD' | 'CNY';
  readonly asOf: string;
  /** Whether the list has the unit. */
  readonly knows: (unit: MeteredUnit | Rent) => boolean;
  /** Price of one unit. @throws Error for a unit that the list lacks */
  readonly priceOf: (unit: MeteredUnit | Rent) => number;
}

/** @throws Error when the file has no list for the region */
export function priceList(region: string): PriceList {
  const { asOf, regions } = List.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const found = regions[region];
  if (!found) {
    throw new Error(`No prices of ${region} are known; known are ${Object.keys(regions).join(', ')}`);
  }
  const { currency, prices } = found;
  return {
    region,
    currency,
    asOf,
    knows: (unit) => prices[unit] !== undefined,
    priceOf(unit) {
      const one = prices[unit];
      if (!one) throw new Error(`The price list of ${region} has no ${unit}`);
      return one.price / one.per;
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

/** What something costs, in the list's currency. */
export interface Cost {
  readonly total: number;
  /** By service, the dearest first. */
  readonly services: readonly (readonly [string, number])[];
  /** Units that were used and have no price: the total is without them, so too low. */
  readonly without: readonly MeteredUnit[];
}

/** What the usage costs by service, and its sum. */
export function costOf(usage: Usage, prices: PriceList): Cost {
  const sums = new Map<string, number>();
  const without: MeteredUnit[] = [];
  for (const [unit, amount] of Object.entries(usage) as [MeteredUnit, number][]) {
    if (!prices.knows(unit)) {
      if (amount > 0) without.push(unit);
      continue;
    }
    const service = SERVICE[unit];
    sums.set(service, (sums.get(service) ?? 0) + amount * prices.priceOf(unit));
  }
  const services = [...sums].toSorted(([, one], [, other]) => other - one);
  return { services, total: services.reduce((sum, [, price]) => sum + price, 0), without };
}
