import { describe, expect, it } from 'vitest';
import {
  EmploymentBox,
  GROUND_BOXES,
  RECOGNITION_TYPES,
  ResidenceBox,
  SchoolingBox,
  isRentedHouse,
} from '../../functions/domain/form-boxes.ts';
import { commitmentOf, DECLARATION, IMPORTANT_NOTICE, REMARK } from '../../functions/domain/form-texts.ts';

const wordsOf = (boxes: Readonly<Record<string, { zh: string }>>) => Object.values(boxes).map(({ zh }) => zh);

describe('the boxes of Annex 1', () => {
  it('are twenty: two types, five of employment, nine of residence, four of schooling', () => {
    const counts = [
      RECOGNITION_TYPES,
      GROUND_BOXES.employment,
      GROUND_BOXES.residence,
      GROUND_BOXES.schooling,
    ];

    expect(counts.map((boxes) => Object.keys(boxes).length)).toEqual([2, 5, 9, 4]);
    expect(counts.flatMap((boxes) => Object.keys(boxes))).toHaveLength(20);
  });

  it('carry the words of the form, in its order', () => {
    const words = [
      RECOGNITION_TYPES,
      GROUND_BOXES.employment,
      GROUND_BOXES.residence,
      GROUND_BOXES.schooling,
    ].flatMap(wordsOf);

    expect(words).toEqual([
      '现有证件互认',
      '居住登记时间互认',
      '签订劳动合同',
      '签订农业承包合同',
      '参加社会保险',
      '持有工商执照',
      '其他',
      '自购房屋',
      '单位内部宿舍',
      '办理出租登记',
      '办理租赁登记备案',
      '签订租赁合同',
      '符合安全条件',
      '依法缴纳税费',
      '其他',
      '其他',
      '小学学籍证明',
      '中学学籍证明',
      '中高等职业学校学籍证明',
      '普通高等学校学籍证明',
    ]);
  });

  it('have the same codes in the schema as in the words', () => {
    expect(EmploymentBox.options).toEqual(Object.keys(GROUND_BOXES.employment));
    expect(ResidenceBox.options).toEqual(Object.keys(GROUND_BOXES.residence));
    expect(SchoolingBox.options).toEqual(Object.keys(GROUND_BOXES.schooling));
  });

  it('imply a rented house as soon as one of its six is ticked', () => {
    expect(isRentedHouse({ residence: ['RENTED_HOUSE.OTHER'] })).toBe(true);
    expect(isRentedHouse({ residence: ['OWNED_HOUSE', 'OTHER'] })).toBe(false);
  });
});

describe('the texts of Annex 1', () => {
  it('stand word for word', () => {
    expect(IMPORTANT_NOTICE.zh).toBe(
      '居住证互认转换完成后，申请人以前所申领的《浙江省居住证》自动注销，只保留转换后签发的电子《浙江省居住证》。',
    );
    expect(DECLARATION.zh).toBe(
      '本申请表所填内容正确无误，所提交的个人信息和相关材料真实有效。如有虚假愿承担法律责任。',
    );
    expect(REMARK).toBe('申请表应当随同居住证互认时的证明材料，一人一档，长期妥善保管。');
  });

  it('say what false proof costs before the commitment is given', () => {
    expect(commitmentOf('遂昌县').zh).toContain('二百元以下罚款');
    expect(commitmentOf('遂昌县').zh).toContain('收回居住证件');
  });
});
