import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';

const PAGE = readFileSync('docs/rules.md', 'utf8');
const ENTRIES = PAGE.split(/^### /mu)
  .slice(1)
  .map((text) => ({ title: text.split('\n', 1)[0] ?? '', text }));
const ANCHORS = new Set(ENTRIES.map(({ title }) => title.toLowerCase().replaceAll(' ', '-')));
const SOURCES = ['functions', 'infra', 'statemachines', 'test'].flatMap((room) =>
  globSync(`${room}/**/*.{ts,json,md}`),
);

/** The files an entry names, in its order; one named without its folder lies in the folder of the one before. */
function filesNamedIn(entry: string): readonly string[] {
  let folder = '';
  return [...entry.matchAll(/`([\w./*-]+(?:\.ts|\.json|\/))`/gu)].map(([, name = '']) => {
    const path = name.includes('/') ? name : `${folder}/${name}`;
    folder = dirname(path);
    return path;
  });
}

describe('the page of the rules', () => {
  it('names no file that is gone', () => {
    const named = ENTRIES.flatMap(({ title, text }) => filesNamedIn(text).map((path) => ({ title, path })));

    const gone = named.filter(({ path }) => globSync(path).length === 0 && !existsSync(path));

    expect(named.length).toBeGreaterThan(100);
    expect(gone).toStrictEqual([]);
  });

  it('gives each rule a source, a file and a test', () => {
    const lacking = ENTRIES.flatMap(({ title, text }) => [
      ...(text.includes('Source: ') ? [] : [`${title}: source`]),
      ...(filesNamedIn(text).some((path) => !path.startsWith('test/')) ? [] : [`${title}: file`]),
      ...(filesNamedIn(text).some((path) => path.startsWith('test/')) ? [] : [`${title}: test`]),
    ]);

    expect(lacking).toStrictEqual([]);
  });

  it('has the entry that each file cites', () => {
    const cited = SOURCES.filter((path) => basename(path) !== 'rules-page.test.ts').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/docs\/rules\.md#([\w-]+)/gu)].map(([, anchor = '']) => ({
        path,
        anchor,
      })),
    );

    const unknown = cited.filter(({ anchor }) => !ANCHORS.has(anchor));

    expect(cited.length).toBeGreaterThan(50);
    expect(unknown).toStrictEqual([]);
  });
});
