import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const here = import.meta.dirname;
const rows = readFileSync(join(here, 'list.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'));
const written = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && file !== 'list.test.ts')
  .flatMap((file) => readFileSync(join(here, file), 'utf8').match(/test_\w+/gu) ?? []);

describe('the public list', () => {
  it('has every name once, with what was decided of it, and why', () => {
    const names = rows.map(([name = '']) => name);
    const undecided = rows.filter(([, applies, why]) =>
      applies === 'yes' ? why !== undefined : !['aws', 'no'].includes(applies ?? '') || !why,
    );

    expect(rows).toHaveLength(757);
    expect(new Set(names).size).toBe(757);
    expect(undecided).toEqual([]);
  });

  it('has one test of ours for each name that applies, and for no other', () => {
    const applicable = rows.flatMap(([name = '', applies]) => (applies === 'no' ? [] : [name]));

    expect(written).toHaveLength(applicable.length);
    expect(new Set(written)).toEqual(new Set(applicable));
  });

  it('is counted in the README as it stands', () => {
    const count = (wanted: string) => rows.filter(([, applies]) => applies === wanted).length;
    const readme = readFileSync(join(here, 'README.md'), 'utf8').replaceAll(/ +/gu, ' ');

    expect(readme).toContain(`| as the list says | ${count('yes')} |`);
    expect(readme).toContain(`| with AWS's answer | ${count('aws')} |`);
    expect(readme).toContain(`| does not apply | ${count('no')} |`);
  });
});
