import { parseArgs } from 'node:util';
import { idleUsage, rentedThings } from './cost/idle-month.ts';
import { meteredCase } from './cost/metered-case.ts';
import { noUsage, type Usage } from './cost/meter.ts';
import { costOf, priceList, type PriceList, type Rent } from './cost/price-list.ts';

/**
 * `npm run cost -- [--county suichang] [--region us-east-1] [--json]`: one case to its end on the embedded cloud, metered
 * and priced by `cost/prices.json`, beside a floor and a naive machine; and a month with nobody applying.
 */
const { county, region, json } = parseArgs({
  options: {
    county: { type: 'string', default: 'suichang' },
    region: { type: 'string', default: 'us-east-1' },
    json: { type: 'boolean', default: false },
  },
}).values;

/** A machine of five states that writes each fact once, and one with a state for every small act: transitions only. */
const FLOOR = 5;
const NAIVE = 32;
const AIMS = { happy: 4.5e-4, overdue: 7e-4 };

try {
  const prices = priceList(region);
  const happy = await meteredCase('happy');
  const overdue = await meteredCase('overdue');
  const idle = idleOf(rentedThings(county, region), await idleUsage(), prices);
  const source = `prices of ${region}, list of ${prices.asOf}, infra/cost/prices.json`;
  if (!json) table(prices, { happy, overdue }, idle);
  console.log(
    json
      ? JSON.stringify({
          county,
          region,
          currency: prices.currency,
          happyCase: costOf(happy, prices).total,
          overdueCase: costOf(overdue, prices).total,
          idleMonth: idle.reduce((sum, [, price]) => sum + price, 0),
          without: withoutPrice(overdue, prices),
          floor: transitionsOnly(happy, FLOOR, prices),
          naive: transitionsOnly(happy, NAIVE, prices),
          aimsUsd: AIMS,
          usage: { happy, overdue },
          source,
        })
      : source,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** What has no price in the region, of a case or of the rent: the sums are without it. */
function withoutPrice(usage: Usage, prices: PriceList): readonly string[] {
  const rents = Object.keys(rentedThings(county, region)) as Rent[];
  return [...costOf(usage, prices).without, ...rents.filter((rent) => !prices.knows(rent))];
}

/** The same case at another number of transitions. */
function transitionsOnly(usage: Usage, transition: number, prices: PriceList): number {
  return costOf({ ...usage, transition }, prices).total;
}

function idleOf(
  things: Readonly<Record<Rent, number>>,
  usage: Usage,
  prices: PriceList,
): readonly (readonly [string, number])[] {
  const rents = (Object.entries(things) as [Rent, number][])
    .filter(([rent]) => prices.knows(rent))
    .map(([rent, count]) => [`${count} × ${rent}`, count * prices.priceOf(rent)] as const);
  return [...rents, ['schedules', costOf({ ...noUsage(), ...usage }, prices).total]];
}

function table(
  prices: PriceList,
  cases: { readonly happy: Usage; readonly overdue: Usage },
  idle: readonly (readonly [string, number])[],
): void {
  for (const [name, usage] of Object.entries(cases)) {
    const { total, services } = costOf(usage, prices);
    const aim = name === 'happy' ? AIMS.happy : AIMS.overdue;
    console.log(
      `\n${name} case: ${prices.currency} ${total.toExponential(2)}, aim USD ${aim.toExponential(1)}, before SMS and keys`,
    );
    for (const [service, usd] of services) console.log(`  ${service.padEnd(18)} ${usd.toExponential(2)}`);
    console.log(
      `  ${usage.transition} transitions, ${usage.tableWrite} write and ${usage.tableRead} read units`,
    );
  }
  const floor = transitionsOnly(cases.happy, FLOOR, prices);
  const naive = transitionsOnly(cases.happy, NAIVE, prices);
  console.log(
    `\nthe same happy case with ${FLOOR} transitions (floor) ${prices.currency} ${floor.toExponential(2)}, with ${NAIVE} (naive) ${naive.toExponential(2)}`,
  );
  console.log(
    `\na month with nobody applying: ${prices.currency} ${idle.reduce((sum, [, price]) => sum + price, 0).toFixed(2)}`,
  );
  for (const [what, usd] of idle) console.log(`  ${what.padEnd(28)} ${usd.toFixed(2)}`);
  const missing = withoutPrice(cases.overdue, prices);
  if (missing.length > 0)
    console.log(`at least, for the prices of these are not known: ${missing.join(', ')}`);
  console.log();
}
