import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { makeCalendar } from '../../functions/domain/calendar.ts';
import { acceptByOf, deadlineOf } from '../../functions/domain/deadline.ts';

const calendar = makeCalendar(BUNDLED_EDITIONS);
const office = { opensAt: '08:30', closesAt: '17:30' };
const received = '2026-03-02T09:00:00+08:00';

const COUNTING = [
  ['中华人民共和国民法典', '第二百零一条', '开始的当日不计入，自下一日开始计算'],
  ['中华人民共和国民法典', '第二百零三条', '最后一日的截止时间为二十四时'],
  ['中华人民共和国行政许可法', '第八十二条', '期限以工作日计算，不含法定节假日'],
];

describe('the proof of a time limit', () => {
  it('of two working days cites the plan, and the law on how days are counted', () => {
    const { articles } = deadlineOf(calendar, received, office);

    expect(articles.map(({ law, article, settles }) => [law, article, settles])).toEqual([
      ['本县《浙江省居住证》互认制度改革工作方案', '四', '自受理之日起2个工作日内办结'],
      ...COUNTING,
    ]);
  });

  it('of five working days cites the law on licensing, and the law on how days are counted', () => {
    const { articles } = acceptByOf(calendar, received, office);

    expect(articles.map(({ law, article, settles }) => [law, article, settles])).toEqual([
      [
        '中华人民共和国行政许可法',
        '第三十二条第一款第四项',
        '五日内一次告知需补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理',
      ],
      ...COUNTING,
    ]);
  });
});
