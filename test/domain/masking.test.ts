import { describe, expect, it } from 'vitest';
import { maskWords } from '../../functions/domain/masking.ts';

const FORM = {
  fullName: '陈晓宁',
  registeredResidenceAddress: '灵溪镇人民路9号',
  currentResidenceAddress: { townshipCode: '331123001', community: '北街社区', detail: '溪滨路101号' },
  landlord: '王房东',
  agent: { name: '陈大伟' },
} as const;

describe('an officer’s words for whoever is not signed in', () => {
  it.each([
    ['陈晓宁的相片过暗，请陈大伟重新提交。', '陈**的相片过暗，请陈**重新提交。'],
    ['户籍地址“灵溪镇人民路9号”与现住址溪滨路101号不符', '户籍地址“***”与现住址***不符'],
    ['房东王房东未签字', '房东***未签字'],
    ['公民身份号码330327199102149011有误', '公民身份号码***有误'],
    ['末位应为X：11010519491231002X。', '末位应为X：***。'],
    ['电话138 0000 0001打不通', '电话***打不通'],
    ['电话13800000001打不通', '电话***打不通'],
  ])('name nobody: %s', (words, shown) => {
    expect(maskWords(words, FORM)).toBe(shown);
  });

  it.each(['相片过暗', '合同期限应写至2026年8月31日', '请致电0578-8120110', '第2页缺少3处签字'])(
    'stay as they are where they say nothing of the person: %s',
    (words) => {
      expect(maskWords(words, FORM)).toBe(words);
    },
  );

  it('stay as they are where the form holds nothing', () => {
    expect(maskWords('相片过暗', {})).toBe('相片过暗');
  });
});
