import { describe, expect, it } from 'vitest';
import { maskFileName, maskForm, seesWhole } from '../../functions/domain/masking.ts';
import { isOverdue } from '../../functions/domain/overdue.ts';
import { permitStatusAfter } from '../../functions/domain/permit-status.ts';
import { searchTermOf } from '../../functions/domain/search-term.ts';
import { actingOn } from '../../functions/domain/staff-change.ts';
import { anOfficer, CLOCK } from '../support/builders.ts';
import { aSubmission } from '../support/case-changes.ts';

describe('the status of a permit', () => {
  it.each([
    ['valid', 'suspend', 'suspended'],
    ['valid', 'revoke', 'revoked'],
    ['suspended', 'restore', 'valid'],
    ['suspended', 'revoke', 'revoked'],
  ] as const)('goes from %s by %s to %s', (status, action, next) => {
    expect(permitStatusAfter(status, action)).toBe(next);
  });

  it.each([
    ['valid', 'restore'],
    ['suspended', 'suspend'],
    ['revoked', 'suspend'],
    ['revoked', 'restore'],
    ['revoked', 'revoke'],
  ] as const)('does not change from %s by %s', (status, action) => {
    expect(() => permitStatusAfter(status, action)).toThrow('ACTION_NOT_ALLOWED');
  });
});

describe('a case is overdue', () => {
  const { next } = aSubmission();
  const accepted = { ...next, position: 'in-review', clock: CLOCK } as const;
  const MIDNIGHT = '2026-03-05T00:00:00.000+08:00';
  const BEFORE = '2026-03-04T23:59:59.999+08:00';

  it.each([
    ['open at the last moment', accepted, BEFORE, false],
    ['open at midnight', accepted, MIDNIGHT, true],
    ['issued before', { ...accepted, position: 'issued', issuedAt: BEFORE } as const, MIDNIGHT, false],
    ['issued at midnight', { ...accepted, position: 'issued', issuedAt: MIDNIGHT } as const, MIDNIGHT, true],
    ['refused before', { ...accepted, position: 'refused', decidedAt: BEFORE } as const, MIDNIGHT, false],
    [
      'approved before, not issued',
      { ...accepted, position: 'issuing', decidedAt: BEFORE } as const,
      MIDNIGHT,
      true,
    ],
    ['not accepted yet', next, MIDNIGHT, false],
  ])('or not: %s', (_about, record, now, overdue) => {
    expect(isOverdue(record, now)).toBe(overdue);
  });
});

describe('a search term', () => {
  it.each([
    ['20260302-abcd', undefined],
    ['33032719910214001x', { kind: 'person', value: '33032719910214001X' }],
    ['１３８０００００００１', { kind: 'mobile', value: '13800000001' }],
    ['0086 138 0000 0001', { kind: 'mobile', value: '13800000001' }],
    ['买买提•艾力', { kind: 'name', value: '买买提·艾力' }],
    [
      '1.2.156.3005.2.113300000000000199001.113311230000000195.20260302abcdefghj.001.x',
      {
        kind: 'licence',
        value: '1.2.156.3005.2.113300000000000199001.113311230000000195.20260302ABCDEFGHJ.001.X',
      },
    ],
    ['Chen', undefined],
    ['12345', undefined],
  ])('is told by its form: %s', (text, term) => {
    const told = () => searchTermOf(text);

    if (term) expect(told()).toEqual(term);
    else expect(told).toThrow('SEARCH_TERM');
  });
});

describe('masking', () => {
  it('keeps what is not there away, and touches no field without a person in it', () => {
    expect(maskForm({ recognitionType: 'EXISTING_PERMIT', proofs: { employment: ['OTHER'] } })).toEqual({
      recognitionType: 'EXISTING_PERMIT',
      proofs: { employment: ['OTHER'] },
    });
  });

  it('masks the agent, and leaves employers, schools and landlords out', () => {
    const masked = maskForm({
      employer: '某厂',
      school: '某校',
      landlord: '某某',
      agent: { name: '林玉珍', citizenIdNumber: '330327198807060020', mobilePhone: '13800000002' },
    });

    expect(masked).toEqual({
      agent: { name: '林**', citizenIdNumber: '330327********0020', mobilePhone: '138****0002' },
    });
  });

  it('keeps the kind of a file, not its name', () => {
    expect(['陈晓宁.劳动合同.pdf', '陈晓宁'].map(maskFileName)).toEqual(['***.pdf', '***']);
  });

  it.each([
    ['who has claimed it', 'wang', 'acceptor', undefined, true],
    ['another acceptor, whatever they say', 'mao', 'acceptor', 'audit', false],
    ['a supervisor without a purpose', 'pan', 'supervisor', undefined, false],
    ['a supervisor with one', 'pan', 'supervisor', 'complaint', true],
    ['an auditor with one', 'lan', 'auditor', 'audit', true],
  ] as const)('falls, or not, for %s', (_who, id, role, purpose, whole) => {
    const record = { ...aSubmission().next, claimedBy: 'wang' };

    expect(seesWhole(record, { id, roles: [role] }, purpose)).toBe(whole);
  });
});

describe('a deputy', () => {
  const away = (from: string, to: string) => ({
    ...anOfficer('wang', 'acceptor', 'supervisor'),
    office: 'dazhe',
    deputies: [{ from, to, deputyId: 'hua' }],
  });

  it.each([
    ['2026-03-01', false],
    ['2026-03-02', true],
    ['2026-03-06', true],
    ['2026-03-07', false],
  ])('on %s acts for the absent officer: %s', (today, acts) => {
    const member = actingOn(anOfficer('hua', 'reviewer'), [away('2026-03-02', '2026-03-06')], today);

    expect(member.roles).toEqual(acts ? ['acceptor', 'reviewer', 'supervisor'] : ['reviewer']);
    expect(member.offices).toEqual(acts ? ['center', 'dazhe'] : ['center']);
  });
});
