import { describe, expect, it } from 'vitest';
import type { FormDraft } from '../../functions/domain/form.ts';
import { maskWords } from '../../functions/domain/masking.ts';

const FORM: FormDraft = {
  fullName: '陈晓宁',
  registeredResidenceAddress: '灵溪镇人民路9号',
  currentResidenceAddress: { townshipCode: '331123001', community: '北街社区', detail: '溪滨路101号' },
  employer: '陈大伟面馆',
  landlord: '王房东',
  existingPermit: { permitNumber: 'LS-2024-0017' },
  residenceRegistrations: [{ divisionCode: '331102', address: '丽阳街5号', registeredOn: '2024-05-01' }],
  agent: { name: '陈大伟' },
};

describe('an officer’s words for whoever is not signed in', () => {
  it.each([
    ['陈晓宁的相片过暗，请陈大伟重新提交。', '陈**的相片过暗，请陈**重新提交。'],
    ['户籍地址“灵溪镇人民路9号”与现住址溪滨路101号不符', '户籍地址“***”与现住址***不符'],
    ['房东王房东未签字', '房东***未签字'],
    ['公民身份号码330327199102149011有误', '公民身份号码***有误'],
    ['末位应为X：11010519491231002X。', '末位应为X：***。'],
    ['电话138 0000 0001打不通', '电话***打不通'],
    ['电话13800000001打不通', '电话***打不通'],
    ['陈大伟面馆的合同过期', '***的合同过期'],
    ['北街社区未盖章', '***未盖章'],
    ['溪滨路１０１号查无此户', '***查无此户'],
    ['电话１３８００００ ０００１打不通', '电话***打不通'],
    ['公民身份号码１１０１０５１９４９１２３１００２Ｘ有误', '公民身份号码***有误'],
    ['居住证LS-2024-0017已过期', '居住证***已过期'],
    ['丽阳街5号的登记查不到', '***的登记查不到'],
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
