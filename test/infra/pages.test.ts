import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countyOf } from '../../infra/aws/county-data.ts';
import { pagesOf } from '../../infra/aws/pages.ts';

function page(county: string, key: string): string {
  return pagesOf(countyOf(county)).find((file) => file.key === key)?.body ?? '';
}

describe('the published pages', () => {
  it('are all the files of the folder, each with its type', () => {
    const files = pagesOf(countyOf('suichang'));

    expect(files.map(({ key }) => key).toSorted()).toEqual(readdirSync('web').toSorted());
    expect(files.every(({ contentType }) => contentType.endsWith('charset=utf-8'))).toBe(true);
  });

  it.each(['suichang', 'shili'])('have no empty place left for %s', (county) => {
    const bodies = pagesOf(countyOf(county)).map(({ body }) => body);

    expect(bodies.join('\n')).not.toMatch(/\{\{|undefined/u);
  });

  it('speak in the name of the county, with its offices, hours and number', () => {
    const index = page('shili', 'index.html');

    expect(index).toContain('示例县公安局');
    expect(index).toContain('<li>试二派出所</li>');
    expect(index).toContain('09:00–17:00');
    expect(index).toContain('href="tel:05700000000"');
    expect(index).not.toMatch(/遂昌|Suichang/u);
  });

  it('carry the ICP number on every page where the county has one, and no empty line where not', () => {
    const link = '<a href="https://beian.miit.gov.cn/">浙ICP备00000000号-1</a>';

    expect(page('shili', 'index.html')).toContain(link);
    expect(page('shili', 'not-found.html')).toContain(link);
    expect(page('suichang', 'index.html')).not.toContain('beian');
  });

  it('let no name of the data become markup', () => {
    const county = countyOf('shili');
    const [office] = county.offices;

    const files = pagesOf({
      ...county,
      offices: [{ ...office, id: 'x', townships: [], name: '<script>&"' }],
    });

    expect(files[0]?.body).toContain('<li>&lt;script>&amp;&quot;</li>');
  });

  it('ask the look-up of the API for exactly what it takes, with a label for each box', () => {
    const index = page('suichang', 'index.html');

    expect(index).toContain('<form method="post" action="/tracking">');
    const names = [...index.matchAll(/<input\s[^>]*?name="(\w+)"/gu)].map(([, name]) => name);
    expect(names).toEqual(['applicationNumber', 'idLastFour']);
    expect(names.every((name) => index.includes(`<label for="${name ?? ''}">`))).toBe(true);
  });

  it('run no script and load nothing from elsewhere', () => {
    const bodies = [page('suichang', 'index.html'), page('suichang', 'not-found.html')];

    expect(bodies.every((body) => body.includes("default-src 'none'"))).toBe(true);
    expect(bodies.join('\n')).not.toMatch(/<script|style="|\son\w+=|src="http|@import/iu);
  });

  it('are in Chinese first, say so, and fit a telephone', () => {
    const index = page('suichang', 'index.html');

    expect(index).toContain('<html lang="zh-CN">');
    expect(index).toContain('<section lang="en"');
    expect(index).toContain('width=device-width, initial-scale=1');
  });
});
