import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { permitApp } from '../aws/permit-app.ts';
import { addPermitStack } from '../aws/permit-stack.ts';
import { Door } from '../local/bench/door.ts';
import { startProduct } from '../local/product.ts';
import { gbSecondsOf, logBytesOf } from './lambda-bill.ts';
import { Meter, type Usage } from './meter.ts';
import type { Rent } from './price-list.ts';

const PINNED = '2026-03-02T09:00:00+08:00';
const DAYS_A_MONTH = 30;
const Alarm = z.looseObject({
  Metrics: z.array(z.looseObject({ MetricStat: z.unknown().optional() })).optional(),
});
const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: Alarm.optional() })),
});
const RENT_OF: Readonly<Record<string, Rent>> = {
  'AWS::KMS::Key': 'keyMonth',
  'AWS::SecretsManager::Secret': 'secretMonth',
  'AWS::CloudWatch::Alarm': 'alarmMonth',
  'AWS::CloudWatch::CompositeAlarm': 'compositeAlarmMonth',
  'AWS::CloudWatch::Dashboard': 'dashboardMonth',
};

/** What the schedules use in a month in which nobody applies: one day on the embedded cloud, thirty times. */
export async function idleUsage(): Promise<Usage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'huren-cost-'));
  const meter = new Meter();
  const product = await startProduct({
    dataDir,
    port: 0,
    clock: { mode: 'frozen', startAt: PINNED },
    faults: meter,
  });
  const door = new Door(product.origin);
  try {
    meter.take();
    await door.ask('POST', '/_local/clock', z.unknown(), { body: { advance: 'P1D' } });
    const { usage, lambdas } = meter.take();
    const day = { ...usage, lambdaGbSecond: gbSecondsOf(lambdas), logGb: logBytesOf(lambdas) / 1e9 };
    return Object.fromEntries(
      Object.entries(day).map(([unit, amount]) => [unit, amount * DAYS_A_MONTH]),
    ) as Usage;
  } finally {
    door.close();
    await product.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * How many of each rented thing a template holds; of an alarm, each metric that it looks at. The secret of the outside
 * systems is made by hand: one more.
 */
export function rentsIn(template: unknown): Readonly<Record<Rent, number>> {
  const counts = { keyMonth: 0, secretMonth: 1, alarmMonth: 0, compositeAlarmMonth: 0, dashboardMonth: 0 };
  for (const { Type, Properties } of Object.values(Template.parse(template).Resources)) {
    const rent = RENT_OF[Type];
    const metrics = Properties?.Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
    if (rent) counts[rent] += rent === 'alarmMonth' ? metrics : 1;
  }
  return counts;
}

/** How many of each rented thing the county's template holds. */
export function rentedThings(county: string, region: string): Readonly<Record<Rent, number>> {
  const app = permitApp();
  const stack = addPermitStack(app, { county, region });
  const template: unknown = app.synth().getStackArtifact(stack.artifactId).template;
  return rentsIn(template);
}
