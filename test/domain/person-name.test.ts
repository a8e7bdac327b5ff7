import { describe, expect, it } from 'vitest';
import { maskName, nameDefects, normaliseName, sameName } from '../../functions/domain/person-name.ts';

const codesOf = (text: string) => nameDefects(text).map(({ code }) => code);

describe('a person’s name', () => {
  it.each(['张三', '欧阳娜娜', '买买提·艾力', '𠮷田', '李〇', '\u{30000}', '一'.repeat(50), '𠮷'.repeat(50)])(
    '%s is accepted',
    (name) => {
      expect(codesOf(name)).toEqual([]);
    },
  );

  it.each([
    ['', ['NAME_REQUIRED']],
    ['　 ', ['NAME_REQUIRED']],
    ['Zhang San', ['NAME_CHARACTERS']],
    ['张 三', ['NAME_CHARACTERS']],
    ['张3', ['NAME_CHARACTERS']],
    ['·张三', ['NAME_CHARACTERS']],
    ['买买提··艾力', ['NAME_CHARACTERS']],
    ['·', ['NAME_CHARACTERS']],
    ['张\uE815', ['NAME_PRIVATE_USE']],
    ['张\u{F0000}', ['NAME_PRIVATE_USE']],
    ['\uE815a', ['NAME_PRIVATE_USE', 'NAME_CHARACTERS']],
    ['一'.repeat(51), ['NAME_TOO_LONG']],
    [`a${'一'.repeat(50)}`, ['NAME_CHARACTERS', 'NAME_TOO_LONG']],
  ])('%j is told everything that is wrong with it: %j', (name, codes) => {
    expect(codesOf(name)).toEqual(codes);
  });

  it('counts a rare character as one', () => {
    const [defect] = nameDefects('𠮷'.repeat(51), '/applicant/fullName');

    expect(defect).toEqual({ pointer: '/applicant/fullName', code: 'NAME_TOO_LONG', params: { length: 51 } });
  });

  it.each(['买买提\u2022艾力', '买买提\u2027艾力', '买买提\u30FB艾力', '买买提\uFF65艾力', ' 买买提·艾力　'])(
    '%j is kept with the one separator and without blanks around it',
    (text) => {
      expect(normaliseName(text)).toBe('买买提\u00B7艾力');
      expect(sameName(text, '买买提·艾力')).toBe(true);
    },
  );

  it('is the same in its compatibility form, and another with another character', () => {
    expect(sameName('\uF900伟', '豈伟')).toBe(true);
    expect(sameName('张伟', '张纬')).toBe(false);
  });

  it.each([
    ['张三', '张*'],
    ['𠮷田一郎', '𠮷***'],
    ['张', '*'],
    ['', '*'],
  ])('%j shows in lists as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});
