import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { County } from '../../functions/domain/county.ts';
import { synthesise, type Synthesised } from './synthesised.ts';

/** The first county's ids, names and numbers, wherever they might have been left. */
const FIRST_COUNTY = /suichang|遂昌|331123/iu;

function dataOf(county: string): County {
  return County.parse(
    JSON.parse(readFileSync(new URL(`../../infra/counties/${county}.json`, import.meta.url), 'utf8')),
  );
}

describe.each([['cn-northwest-1'], ['ap-southeast-1']])('The template of another county for %s', (region) => {
  let shili: Synthesised;
  beforeAll(async () => {
    shili = await synthesise(region, 'shili');
  });

  it('passes every validation and has room below the limit', () => {
    expect(shili.findings).toEqual([]);
    expect(Object.keys(shili.resources).length).toBeLessThan(400);
  });

  it('holds nothing of the first county', () => {
    expect(FIRST_COUNTY.exec(shili.text)).toBeNull();
  });

  it('names what must be named after the county it is of', () => {
    expect(shili.text).toContain('huren-shili-recognition');
    expect(shili.text).toContain('{{resolve:secretsmanager:huren/shili/outside:');
  });
});

describe('Two counties in one account', () => {
  it('count their findings apart', async () => {
    const spaces: string[] = [];
    for (const county of ['suichang', 'shili']) {
      const filters = (await synthesise('cn-northwest-1', county)).all('Logs::MetricFilter');
      spaces.push(JSON.stringify(filters.map(({ Properties }) => Properties['MetricTransformations'])));
    }

    expect(spaces[0]).toContain('"Huren/suichang"');
    expect(spaces[1]?.replaceAll('Huren/shili', '')).not.toContain('Huren');
  });
});

describe('The data of a county', () => {
  it('differ in everything that a county decides', () => {
    const [one, other] = [dataOf('suichang'), dataOf('shili')];

    const same = Object.keys(other).filter(
      (field) =>
        JSON.stringify(Object.entries(one).find(([name]) => name === field)) ===
        JSON.stringify(Object.entries(other).find(([name]) => name === field)),
    );
    expect(same).toEqual(['smoke']);
  });

  it('are refused with a field that the schema does not know, or one that is not so', () => {
    const faulty = { ...dataOf('shili'), stage: 'best', colour: 'red', offices: [] };

    const parsed = County.safeParse(faulty);

    expect(parsed.error?.issues.map(({ path, code }) => [path.join('/'), code])).toEqual([
      ['offices', 'too_small'],
      ['offices', 'custom'],
      ['stage', 'invalid_value'],
      ['', 'unrecognized_keys'],
    ]);
  });

  it.each([
    ['a domain with a scheme', { domain: 'https://huzhu.example.cn' }],
    ['an ICP number without its place', { icpNumber: 'ICP备00000000号' }],
    ['a certificate of another service', { certificate: { name: 'huren', id: 'arn:aws-cn:acm' } }],
  ])('are refused with %s', (_what, fault) => {
    const { web, ...others } = dataOf('shili');

    const parsed = County.safeParse({ ...others, web: { ...web, ...fault } });

    expect(parsed.success).toBe(false);
  });
});
