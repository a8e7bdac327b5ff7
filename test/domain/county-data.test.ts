import { describe, expect, it } from 'vitest';
import { County, officeFor } from '../../functions/domain/county.ts';
import { CountyRules, SpringFestival } from '../../functions/domain/county-rules.ts';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };

const web = {
  domain: 'huzhu.sui-chang.gov.cn',
  icpNumber: '浙ICP备2023000000号-1',
  certificate: { name: 'huzhu+2026=a,b.c@d-e_f', id: 'ASCA123456789ABC' },
};
const office = (id: string, townships: readonly string[] = [], more = {}) => ({
  id,
  name: id,
  townships,
  ...more,
});
const main = office('center', [], { default: true });
const takes = (change: object) => County.safeParse({ ...suichang, ...change }).success;
const issuer = (change: object) => ({ issuer: { ...suichang.issuer, ...change } });
const hours = (opensAt: string, closesAt = '17:30') => ({ hours: { opensAt, closesAt } });

describe('the data of a county', () => {
  it('have defaults for what a county need not say', () => {
    expect(County.parse(suichang)).toMatchObject({
      acceptorMayReview: false,
      backlogAt: 50,
      stage: 'production',
      draftDays: 90,
      rules: {
        divisionCode: '331123',
        provincePrefix: '33',
        months: 6,
        maxGapDays: 10,
        reviewGapDays: 30,
        reviewGapDaysSpringFestival: 60,
        appliesAloneFromAge: 16,
        permitRegimeSince: '2016-07-01',
      },
    });
  });

  it.each<readonly [about: string, change: object]>([
    ['early and late hours', hours('00:00', '23:59')],
    ['hours of ten to twenty', hours('19:59', '20:00')],
    ['a trial', { stage: 'trial' }],
    ['production', { stage: 'production' }],
    ['a comment', { $comment: 'said by the county' }],
    ['pages', { web }],
    ['pages without a filing', { web: { domain: web.domain, certificate: web.certificate } }],
    ['pages of a filing without a branch', { web: { ...web, icpNumber: '浙ICP备12345678号' } }],
    ['a branch of two digits', { web: { ...web, icpNumber: '浙ICP备2023000000号-12' } }],
    ['a domain of one letter each', { web: { ...web, domain: 'a.b.cn' } }],
    ['no smoke test', { smoke: undefined }],
    ['a smoke account of one letter', { smoke: { staffId: 's' } }],
    ['one draft day', { draftDays: 1 }],
    ['a year of draft days', { draftDays: 365 }],
    ['a backlog of one', { backlogAt: 1 }],
    ['a signature of two', { sms: { signature: '公安', enquiries: '1' } }],
    ['a signature of eight', { sms: { signature: '遂昌县公安局户政', enquiries: '1' } }],
    ['two offices', { offices: [main, office('da-zhe', ['331123105'])] }],
  ])('may say: %s', (_, change) => {
    expect(takes(change)).toBe(true);
  });

  it.each<readonly [about: string, change: object]>([
    ['something unknown', { colour: 'red' }],
    ['an id with digits', { id: 'suichang2' }],
    ['an id with a digit before', { id: '2suichang' }],
    ['no id', { id: '' }],
    ['the hour 24', hours('24:00')],
    ['the hour 30', hours('30:00')],
    ['sixty minutes', hours('08:60')],
    ['one digit', hours('8:30')],
    ['seconds', hours('08:30:00')],
    ['a word before the hour', hours('x08:30')],
    ['hours without a close', { hours: { opensAt: '08:30' } }],
    ['a credit code with I', issuer({ creditCode: '11331123000000019I' })],
    ['a credit code too long', issuer({ creditCode: '1133112300000001950' })],
    ['a licence type too short', issuer({ licenceTypeCode: '11330000000000019900' })],
    ['a licence type too long', issuer({ licenceTypeCode: '1133000000000001990012' })],
    ['an office in capitals', { offices: [{ ...main, id: 'Center' }] }],
    ['an office with a digit', { offices: [{ ...main, id: 'center1' }] }],
    ['an office with a digit before', { offices: [{ ...main, id: '1center' }] }],
    ['a township too long', { offices: [{ ...main, townships: ['3311230011'] }] }],
    ['a township too short', { offices: [{ ...main, townships: ['33112300'] }] }],
    ['no office', { offices: [] }],
    ['no default office', { offices: [office('center')] }],
    ['two default offices', { offices: [main, { ...main, id: 'other' }] }],
    ['a signature of one', { sms: { signature: '公', enquiries: '1' } }],
    ['a signature of nine', { sms: { signature: '遂昌县公安局户政科', enquiries: '1' } }],
    ['a message setting that is unknown', { sms: { signature: '公安', enquiries: '1', x: 1 } }],
    ['a smoke account in capitals', { smoke: { staffId: 'Smoke' } }],
    ['a smoke account with a dash first', { smoke: { staffId: '-smoke' } }],
    ['a smoke account too long', { smoke: { staffId: 'a'.repeat(41) } }],
    ['no backlog', { backlogAt: 0 }],
    ['no stage of ours', { stage: 'test' }],
    ['no draft days', { draftDays: 0 }],
    ['more than a year of draft days', { draftDays: 366 }],
    ['a domain with a scheme', { web: { ...web, domain: 'https://a.cn' } }],
    ['a domain with a path', { web: { ...web, domain: 'a.cn/x' } }],
    ['a domain that ends in a dash', { web: { ...web, domain: 'a-.cn' } }],
    ['a domain of one label', { web: { ...web, domain: 'cn' } }],
    ['a top level of one letter', { web: { ...web, domain: 'a.c' } }],
    ['a filing without a province', { web: { ...web, icpNumber: 'ICP备2023000000号' } }],
    ['a filing with seven digits', { web: { ...web, icpNumber: '浙ICP备1234567号' } }],
    ['a filing with eleven digits', { web: { ...web, icpNumber: '浙ICP备12345678901号' } }],
    ['a filing with a word after it', { web: { ...web, icpNumber: '浙ICP备2023000000号-1x' } }],
    ['a filing with a word before it', { web: { ...web, icpNumber: 'x浙ICP备2023000000号-1' } }],
    ['a filing with an empty branch', { web: { ...web, icpNumber: '浙ICP备2023000000号-' } }],
    ['a certificate with a blank', { web: { ...web, certificate: { ...web.certificate, name: 'a b' } } }],
    ['a certificate without a name', { web: { ...web, certificate: { ...web.certificate, name: '' } } }],
    [
      'a certificate of another kind',
      { web: { ...web, certificate: { ...web.certificate, id: 'XASCA123456789ABC' } } },
    ],
    ['a certificate id too short', { web: { ...web, certificate: { ...web.certificate, id: 'ASCA123' } } }],
    [
      'a certificate id with a small letter',
      { web: { ...web, certificate: { ...web.certificate, id: 'ASCA123456789ABCx' } } },
    ],
  ])('may not say: %s', (_, change) => {
    expect(takes(change)).toBe(false);
  });

  it('choose the office that lists the township, else the default', () => {
    const county = County.parse({ ...suichang, offices: [office('dazhe', ['331123105']), main] });

    expect(officeFor(county, '331123105')).toBe('dazhe');
    expect(officeFor(county, '331123001')).toBe('center');
    expect(officeFor(county, undefined)).toBe('center');
  });
});

describe('the rules of a county', () => {
  const takesRules = (change: object) => CountyRules.safeParse({ divisionCode: '331123', ...change }).success;
  const townships = (code: string, name = '妙高街道') => ({ townships: [{ code, name }] });

  it.each<readonly [change: object, taken: boolean]>([
    [{ months: 1 }, true],
    [{ months: 60 }, true],
    [{ months: 0 }, false],
    [{ months: 61 }, false],
    [{ maxGapDays: 0, reviewGapDays: 0, reviewGapDaysSpringFestival: 0, appliesAloneFromAge: 0 }, true],
    [{ maxGapDays: 15, reviewGapDays: 40, reviewGapDaysSpringFestival: 70, appliesAloneFromAge: 18 }, true],
    [{ maxGapDays: -1 }, false],
    [{ reviewGapDays: -1 }, false],
    [{ reviewGapDaysSpringFestival: -1 }, false],
    [{ appliesAloneFromAge: -1 }, false],
    [{ permitRegimeSince: '2016-02-30' }, false],
    [{ provincePrefix: '52' }, true],
    [{ provincePrefix: '3' }, false],
    [{ provincePrefix: '331' }, false],
    [{ provincePrefix: 'x33' }, false],
    [{ divisionCode: '3311231' }, false],
    [{ divisionCode: 'x331123' }, false],
    [townships('331123001'), true],
    [townships('331123001', ''), false],
    [townships('33112300'), false],
    [townships('3311230011'), false],
    [townships('x331123001'), false],
    [{ townships: [] }, false],
    [{ townships: [{ code: '331123001', name: '妙高街道', x: 1 }] }, false],
  ])('%j: %s', (change, taken) => {
    expect(takesRules(change)).toBe(taken);
  });

  it('know a festival by its year and its days', () => {
    const festival = { year: 2026, from: '2026-02-15', to: '2026-02-23' };

    expect(SpringFestival.parse(festival)).toEqual(festival);
    expect(SpringFestival.safeParse({}).success).toBe(false);
  });
});
