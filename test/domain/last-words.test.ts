import { describe, expect, it } from 'vitest';
import { type CaseFact, chainEvent } from '../../functions/domain/case-event.ts';
import { chainAccess } from '../../functions/domain/access.ts';
import { assess } from '../../functions/domain/eligibility.ts';
import { commitmentOf } from '../../functions/domain/form-texts.ts';
import { Consents } from '../../functions/domain/form.ts';
import { NO_RATINGS } from '../../functions/domain/rating.ts';
import { reasonOf } from '../../functions/domain/refusal.ts';
import { actingOn, staffDefects } from '../../functions/domain/staff-change.ts';
import { textDefects } from '../../functions/domain/form-text-check.ts';
import { timelineOf } from '../../functions/domain/timeline.ts';
import { messageText } from '../../functions/domain/message-text.ts';
import { County } from '../../functions/domain/county.ts';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };
import { inventedPersonDefects, SYNTHETIC_PERSON } from '../../functions/domain/synthetic.ts';
import { aSubmission } from '../support/case-changes.ts';
import { aForm, anOfficer } from '../support/builders.ts';
import { day, factsWith, registered, rules } from './eligibility-builder.ts';

const T = '2026-03-02T10:00:00.000+08:00';
const codes = (fact: CaseFact) =>
  timelineOf([chainEvent('c', undefined, { at: T, actor: { kind: 'system', id: 's' }, fact })]).map(
    ({ code }) => code,
  );
const six = (...rows: readonly string[]) =>
  assess(factsWith(registered(...rows)), rules, day).find(({ id }) => id === 'registered-six-months');

describe('a fresh record', () => {
  it('waits, owes no alarm, and nothing to the province', () => {
    expect(aSubmission().next).toMatchObject({
      outcome: 'waiting',
      alarms: [],
      province: 'not-due',
      round: 1,
    });
  });
});

describe('the first link of a chain', () => {
  it('follows 64 zeros, and the next one its hash', () => {
    const fact: CaseFact = { type: 'withdrawn' };
    const entry = { at: T, actor: { kind: 'system', id: 's' }, fact } as const;
    const who = { id: 'li', roles: ['reviewer'], office: 'center' } as const;
    const first = chainEvent('c', undefined, entry);

    expect(first.previousHash).toBe('0'.repeat(64));
    expect(chainEvent('c', first, entry).previousHash).toBe(first.hash);
    expect(chainAccess('c', undefined, { at: T, who, what: 'permit' }).previousHash).toBe('0'.repeat(64));
  });
});

describe('registration that ended yesterday', () => {
  it('has no gap before today, and is as good as ever once it goes on', () => {
    const finding = six('331123 2026-01-01 2026-11-19');

    expect(finding).toMatchObject({
      result: 'not-met',
      remedy: 'REGISTER_IN_COUNTY',
      qualifiesOn: '2026-11-20',
    });
    expect(finding?.facts).toMatchObject({ gaps: [], registeredToday: false, registeredDays: 323 });
  });

  it('leaves an earlier block where it was', () => {
    const finding = six('331123 2025-01-01 2025-12-31', '331123 2026-03-01 2026-11-19');

    expect(finding?.facts['gaps']).toEqual(['2026-01-01..2026-02-28: 59, overlaps, review']);
  });
});

describe('a person without a telephone', () => {
  it('reads where the notice is to be had', () => {
    expect(codes({ type: 'message-skipped', event: 'issued', why: 'no-phone' })).toEqual(['notice-issued']);
    expect(codes({ type: 'message-skipped', event: 'withdrawn', why: 'too-many' })).toEqual([
      'notice-withdrawn',
    ]);
    expect(codes({ type: 'message-skipped', event: 'filed-for-you', why: 'no-phone' })).toEqual([]);
    expect(codes({ type: 'message-failed', event: 'issued' })).toEqual([]);
    expect(codes({ type: 'message-sent', event: 'filed-for-you', messageId: 'm' })).toEqual([]);
  });
});

it('whoever was filed for is told how to object, and whom to ask', () => {
  expect(messageText('filed-for-you', aSubmission().next, County.parse(suichang))).toBe(
    '【遂昌公安】有人代您提交了居住证互认转换申请。如您不知情，请登录“浙里办”查看并撤回。咨询0578-8120110',
  );
});

it('the invented person of the smoke test is named by nobody else, as holder or as agent', () => {
  const { citizenIdNumber } = SYNTHETIC_PERSON;
  const told = [{ citizenIdNumber: `${citizenIdNumber} ` }, { agent: { citizenIdNumber } }, {}, aForm()].map(
    (form) => inventedPersonDefects(form),
  );

  expect(told).toEqual([
    [{ pointer: '/citizenIdNumber', code: 'CITIZEN_ID_INVENTED' }],
    [{ pointer: '/agent/citizenIdNumber', code: 'CITIZEN_ID_INVENTED' }],
    [],
    [],
  ]);
});

it('a text is as long as it may be, or one too long', () => {
  expect(textDefects('字'.repeat(50), '/x', 50)).toEqual([]);
  expect(textDefects('字'.repeat(51), '/x', 50)).toEqual([
    { pointer: '/x', code: 'FIELD_TOO_LONG', params: { limit: 50 } },
  ]);
});

it('an operator does nothing else, and a deputy may take over a clerk’s or an approver’s work', () => {
  const entry = { roles: ['operator', 'clerk'], office: 'center', active: true, deputies: [] } as const;
  const away = {
    ...anOfficer('li', 'clerk', 'approver'),
    deputies: [{ from: '2026-03-02', to: '2026-03-02', deputyId: 'zhao' }],
  };

  expect(staffDefects('li', entry, [{ id: 'center' }], () => true)).toEqual([
    { pointer: '/roles', code: 'ROLES_NOT_TOGETHER' },
  ]);
  expect(actingOn(anOfficer('zhao', 'reviewer'), [away], '2026-03-02').roles).toEqual([
    'clerk',
    'reviewer',
    'approver',
  ]);
});

it('nobody has rated yet: every grade is nought', () => {
  expect(NO_RATINGS).toEqual({ 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 });
});

it('the reasons that rest on the State Council and on the plan say so', () => {
  expect(reasonOf('MATERIALS_INCOMPLETE').article).toContain('《居住证暂行条例》第九条');
  expect(reasonOf('NO_EXISTING_PERMIT').article).toContain('互认制度改革工作方案第三条第一项');
});

it('the commitment has its four paragraphs, each on its own line', () => {
  const { zh, en } = commitmentOf('遂昌县');

  expect(zh.split('\n').map((line) => line.slice(0, 7))).toEqual([
    '一、告知。办理',
    '二、法律责任。',
    '三、个人信息。',
    '四、承诺。本人',
  ]);
  expect(en.split('\n').map((line) => line.slice(0, 2))).toEqual(['1.', '2.', '3.', '4.']);
});

it('what is agreed to is each text by its version', () => {
  const consents = {
    commitment: { textVersion: 'a' },
    notice: { textVersion: 'b' },
    declaration: { textVersion: 'c', signedOn: '2026-03-02' },
  };

  expect(Consents.parse(consents)).toEqual(consents);
  expect(Consents.safeParse({ notice: { x: 1 } }).success).toBe(false);
  expect(Consents.safeParse({ x: 1 }).success).toBe(false);
});
