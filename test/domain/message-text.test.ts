import { describe, expect, it } from 'vitest';
import type { MessageEvent } from '../../functions/domain/case-event.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { County } from '../../functions/domain/county.ts';
import { messageText } from '../../functions/domain/message-text.ts';
import { reminderText } from '../../functions/domain/reminder.ts';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };
import { CLOCK } from '../support/builders.ts';
import { aSubmission } from '../support/case-changes.ts';

const SUICHANG = County.parse(suichang);
const aRecord = (more: Partial<CaseRecord>): CaseRecord => ({ ...aSubmission().next, ...more });

const permit = aRecord({ applicationNumber: '33112326030200017', recognitionType: 'EXISTING_PERMIT' });
const byTime = aRecord({ recognitionType: 'REGISTRATION_TIME' });
const accepted = aRecord({ clock: CLOCK });
const noCalendar = aRecord({ clock: { acceptedAt: '2026-12-31T10:00:00.000+08:00', editions: [] } });

const TEXTS: readonly (readonly [why: string, event: MessageEvent, record: CaseRecord, text: string])[] = [
  [
    'received',
    'received',
    permit,
    '【遂昌公安】已收到您的居住证互认转换申请，编号33112326030200017，受理结果将短信告知。',
  ],
  [
    'to be corrected',
    'correction',
    permit,
    '【遂昌公安】您的居住证互认转换申请材料不齐，请登录“浙里办”查看需补正的全部内容并一次补齐。咨询0578-8120110',
  ],
  [
    'accepted',
    'accepted',
    accepted,
    '【遂昌公安】您的《浙江省居住证》互认转换申请已于3月2日受理，将于3月4日前办结，可在“浙里办”查询进度。',
  ],
  [
    'accepted while no calendar is published',
    'accepted',
    noCalendar,
    '【遂昌公安】您的《浙江省居住证》互认转换申请已于12月31日受理，将在2个工作日内办结，可在“浙里办”查询进度。',
  ],
  [
    'issued, and the province has yet to cancel the older permit',
    'issued',
    permit,
    '【遂昌公安】您的电子《浙江省居住证》已签发，请登录“浙里办”APP“我的证照”添加“电子居住证”。原居住证将自动注销。',
  ],
  [
    'issued, and the province has cancelled the older permit',
    'issued',
    { ...permit, province: 'settled' },
    '【遂昌公安】您的电子《浙江省居住证》已签发，请登录“浙里办”APP“我的证照”添加“电子居住证”。原居住证已自动注销。',
  ],
  [
    'issued to somebody without an older permit',
    'issued',
    { ...byTime, province: 'settled' },
    '【遂昌公安】您的电子《浙江省居住证》已签发，请登录“浙里办”APP“我的证照”添加“电子居住证”。',
  ],
  [
    'refused',
    'refused',
    permit,
    '【遂昌公安】您的居住证互认转换申请经审核不符合条件，理由及救济途径请登录“浙里办”查看。咨询0578-8120110',
  ],
  [
    'not accepted',
    'not-accepted',
    permit,
    '【遂昌公安】您的居住证互认转换申请不予受理，全部理由请登录“浙里办”查看。咨询0578-8120110',
  ],
  [
    'lapsed',
    'lapsed',
    permit,
    '【遂昌公安】您的居住证互认转换申请逾期未补正，已终止，可随时重新申请。咨询0578-8120110',
  ],
  ['withdrawn', 'withdrawn', permit, '【遂昌公安】您的居住证互认转换申请已按您的要求撤回。'],
];

describe('the SMS of a case', () => {
  it.each(TEXTS)('says, word for word, that it is %s', (_, event, record, text) => {
    expect(messageText(event, record, SUICHANG)).toBe(text);
    expect(text.length).toBeLessThanOrEqual(70);
  });
});

describe('the SMS of a reminder', () => {
  it('says that the time of registration is long enough', () => {
    expect(reminderText('qualifies', SUICHANG, '2026-05-01')).toBe(
      '【遂昌公安】您的居住登记已满互认转换所需时间，可登录“浙里办”申请《浙江省居住证》互认转换。',
    );
  });

  it('says by which day the permit has to be endorsed', () => {
    expect(reminderText('endorsement', SUICHANG, '2027-03-04')).toBe(
      '【遂昌公安】您的电子《浙江省居住证》请于3月4日前办理年度签注，逾期使用功能中止，签注免费。',
    );
  });
});
