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
          happyCaseUsd: costOf(happy, prices).total,
          overdueCaseUsd: costOf(overdue, prices).total,
          idleMonthUsd: idle.reduce((sum, [, usd]) => sum + usd, 0),
          floorUsd: transitionsOnly(happy, FLOOR, prices),
          naiveUsd: transitionsOnly(happy, NAIVE, prices),
          aims: AIMS,
          usage: { happy, overdue },
          source,
        })
      : source,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
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
  const rents = (Object.entries(things) as [Rent, number][]).map(
    ([rent, count]) => [`${count} × ${rent}`, count * prices.priceOf(rent)] as const,
  );
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
      `\n${name} case: USD ${total.toExponential(2)}, aim ${aim.toExponential(1)}, before SMS and keys`,
    );
    for (const [service, usd] of services) console.log(`  ${service.padEnd(18)} ${usd.toExponential(2)}`);
    console.log(
      `  ${usage.transition} transitions, ${usage.tableWrite} write and ${usage.tableRead} read units`,
    );
  }
  const floor = transitionsOnly(cases.happy, FLOOR, prices);
  const naive = transitionsOnly(cases.happy, NAIVE, prices);
  console.log(
    `\nthe same happy case with ${FLOOR} transitions (floor) USD ${floor.toExponential(2)}, with ${NAIVE} (naive) USD ${naive.toExponential(2)}`,
  );
  console.log(
    `\na month with nobody applying: USD ${idle.reduce((sum, [, usd]) => sum + usd, 0).toFixed(2)}`,
  );
  for (const [what, usd] of idle) console.log(`  ${what.padEnd(28)} ${usd.toFixed(2)}`);
  console.log();
}
