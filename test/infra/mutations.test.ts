import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { RULES, ruleFindings } from '../../infra/aws/rules/rules.ts';
import { DATA_MUTATIONS } from './mutations/of-data.ts';
import { SERVICE_MUTATIONS } from './mutations/of-services.ts';
import { synthesise } from './synthesised.ts';

const MUTATIONS = [...DATA_MUTATIONS, ...SERVICE_MUTATIONS];

let templates: Readonly<Record<'aws-cn' | 'aws', string>>;
beforeAll(async () => {
  templates = {
    'aws-cn': (await synthesise('cn-northwest-1')).text,
    aws: (await synthesise('ap-southeast-1')).text,
  };
});

describe.each(['aws-cn', 'aws'] as const)('Our own rules, in the partition %s,', (partition) => {
  it('have nothing against the template', async () => {
    expect(await ruleFindings(JSON.parse(templates[partition]), partition)).toEqual([]);
  });
});

describe('A mutation of the template:', () => {
  it.each(MUTATIONS)('$name, is caught by $catcher and by no other rule', async ({ apply, catcher }) => {
    const template: unknown = JSON.parse(templates['aws-cn']);
    apply((template as { Resources: Parameters<typeof apply>[0] }).Resources);

    const caughtBy = (await ruleFindings(template, 'aws-cn')).map(({ rule }) => rule);

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
