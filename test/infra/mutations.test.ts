import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { RULES, ruleFindings } from '../../infra/aws/rules/rules.ts';
import { ACCESS_MUTATIONS } from './mutations/of-access.ts';
import { ALARM_MUTATIONS } from './mutations/of-alarms.ts';
import { DATA_MUTATIONS } from './mutations/of-data.ts';
import { PAGE_MUTATIONS } from './mutations/of-pages.ts';
import { SERVICE_MUTATIONS } from './mutations/of-services.ts';
import { synthesise } from './synthesised.ts';

const MUTATIONS = [
  ...DATA_MUTATIONS,
  ...SERVICE_MUTATIONS,
  ...ACCESS_MUTATIONS,
  ...ALARM_MUTATIONS,
  ...PAGE_MUTATIONS,
];
const REGIONS = { 'aws-cn': 'cn-northwest-1', aws: 'ap-southeast-1' } as const;

/** Of the county that has everything, pages in China too. */
let templates: Readonly<Record<'aws-cn' | 'aws', string>>;
beforeAll(async () => {
  templates = {
    'aws-cn': (await synthesise(REGIONS['aws-cn'], 'shili')).text,
    aws: (await synthesise(REGIONS.aws, 'shili')).text,
  };
});

describe.each(['aws-cn', 'aws'] as const)('Our own rules, in the partition %s,', (partition) => {
  it('have nothing against the template of either county', async () => {
    const other = (await synthesise(REGIONS[partition], 'suichang')).text;

    expect(await ruleFindings(JSON.parse(templates[partition]), partition)).toEqual([]);
    expect(await ruleFindings(JSON.parse(other), partition)).toEqual([]);
  });
});

describe('A mutation of the template:', () => {
  it.each(MUTATIONS)('$name, is caught by $catcher and by no other rule', async (mutation) => {
    const { apply, catcher, partition = 'aws-cn' } = mutation;
    const template: unknown = JSON.parse(templates[partition]);
    apply((template as { Resources: Parameters<typeof apply>[0] }).Resources);

    const caughtBy = (await ruleFindings(template, partition)).map(({ rule }) => rule);

    expect([...new Set(caughtBy)]).toEqual([catcher]);
  });

  it('is known for every rule', () => {
    expect(new Set(MUTATIONS.map(({ catcher }) => catcher))).toEqual(new Set(Object.keys(RULES)));
  });

  it('is listed with its catcher for whoever reads', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    const rows = new Set(
      [...readme.matchAll(/^\| (.+?) +\| `(.+?)` +\|$/gmu)].map(([, name, catcher]) => `${name}: ${catcher}`),
    );

    const missing = MUTATIONS.filter(({ name, catcher }) => !rows.has(`${name}: ${catcher}`));

    expect(missing).toEqual([]);
  });
});
