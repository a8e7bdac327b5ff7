import { describe, expect, it } from 'vitest';
import { ETHNIC_GROUPS, ethnicGroupDefects, findEthnicGroup } from '../../functions/domain/ethnic-group.ts';

describe('the ethnic groups', () => {
  it('are 56, numbered without a gap, each name and letter once', () => {
    const codes = ETHNIC_GROUPS.map(({ code }) => code);

    expect(codes).toEqual(Array.from({ length: 56 }, (_, index) => String(index + 1).padStart(2, '0')));
    expect(new Set(ETHNIC_GROUPS.map(({ name }) => name)).size).toBe(56);
    expect(new Set(ETHNIC_GROUPS.map(({ letter }) => letter)).size).toBe(56);
  });

  it.each([
    ['01', '汉族'],
    ['1', '汉族'],
    ['汉', '汉族'],
    ['汉族', '汉族'],
    ['22', '畲族'],
    ['畲', '畲族'],
    ['56', '基诺族'],
    ['０８', '壮族'],
  ])('are found by %s as %s', (text, name) => {
    expect(findEthnicGroup(text)?.name).toBe(name);
  });

  it.each(['', '0', '00', '57', '97', '98', '族', '外国'])('have none called %j', (text) => {
    expect(findEthnicGroup(text)).toBeUndefined();
    expect(ethnicGroupDefects(text, '/ethnicGroup')).toEqual([
      { pointer: '/ethnicGroup', code: 'ETHNIC_GROUP' },
    ]);
  });
});
