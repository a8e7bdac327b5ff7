import { describe, expect, it } from 'vitest';
import type { Role, StaffMember } from '../../functions/domain/account.ts';
import { actingOn, sameState, staffDefects, type StaffState } from '../../functions/domain/staff-change.ts';

const OFFICES = [{ id: 'center' }, { id: 'dazhe' }];
const known = (id: string) => id !== 'nobody';
const state = (more: Partial<StaffState> = {}): StaffState => ({
  roles: ['reviewer'],
  office: 'center',
  active: true,
  deputies: [],
  ...more,
});
const deputy = (from: string, to: string, deputyId = 'zhao') => ({ deputies: [{ from, to, deputyId }] });
const told = (more: Partial<StaffState>) =>
  staffDefects('li', state(more), OFFICES, known).map(({ pointer, code }) => `${pointer} ${code}`);
const member = (id: string, roles: readonly Role[], more: Partial<StaffMember> = {}): StaffMember => ({
  id,
  displayName: id,
  roles,
  office: 'center',
  active: true,
  ...more,
});

describe('the entry of an officer', () => {
  it.each<readonly [about: string, entry: Partial<StaffState>, defects: readonly string[]]>([
    ['in order', {}, []],
    ['with no role', { roles: [] }, ['/roles FIELD_REQUIRED']],
    ['with no role, out of service', { roles: [], active: false }, []],
    ['of an auditor alone', { roles: ['auditor'] }, []],
    ['of an auditor who reviews', { roles: ['auditor', 'reviewer'] }, ['/roles ROLES_NOT_TOGETHER']],
    ['of an unknown office', { office: 'moon' }, ['/office OFFICE_UNKNOWN']],
    ['with a deputy for one day', deputy('2026-03-02', '2026-03-02'), []],
    [
      'with a deputy until before the first day',
      deputy('2026-03-02', '2026-03-01'),
      ['/deputies/0/to PERIOD'],
    ],
    ['with a deputy from no day', deputy('2026-02-30', '2026-03-02'), ['/deputies/0/to PERIOD']],
    ['with a deputy until no day', deputy('2026-02-01', '2026-02-30'), ['/deputies/0/to PERIOD']],
    [
      'with themselves as deputy',
      deputy('2026-03-02', '2026-03-02', 'li'),
      ['/deputies/0/deputyId STAFF_UNKNOWN'],
    ],
    [
      'with an unknown deputy',
      deputy('2026-03-02', '2026-03-02', 'nobody'),
      ['/deputies/0/deputyId STAFF_UNKNOWN'],
    ],
  ])('%s', (_, entry, defects) => {
    expect(told(entry)).toEqual(defects);
  });

  it('is the same with its roles in another order, and another with another deputy', () => {
    const one = state({ roles: ['acceptor', 'reviewer'], ...deputy('2026-03-02', '2026-03-03') });

    expect(sameState(one, { ...one, roles: ['reviewer', 'acceptor'] })).toBe(true);
    expect(sameState(one, { ...one, ...deputy('2026-03-02', '2026-03-04') })).toBe(false);
    expect(sameState(one, { ...one, ...deputy('2026-03-01', '2026-03-03') })).toBe(false);
    expect(sameState(one, { ...one, ...deputy('2026-03-02', '2026-03-03', 'wang') })).toBe(false);
    expect(sameState(one, { ...one, office: 'dazhe' })).toBe(false);
    expect(sameState(one, { ...one, active: false })).toBe(false);
  });
});

describe('a deputy', () => {
  const zhao = member('zhao', ['clerk']);
  const away = (more: Partial<StaffMember> = {}) =>
    member('li', ['reviewer', 'operator'], {
      office: 'dazhe',
      ...deputy('2026-03-02', '2026-03-03'),
      ...more,
    });
  const roles = (on: string, absent: StaffMember, who = zhao) => actingOn(who, [absent], on).roles;

  it('acts on the days that were entered, both included, and never as auditor or operator', () => {
    expect(['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'].map((on) => roles(on, away()))).toEqual([
      ['clerk'],
      ['clerk', 'reviewer'],
      ['clerk', 'reviewer'],
      ['clerk'],
    ]);
    expect(actingOn(zhao, [away()], '2026-03-02').offices).toEqual(['center', 'dazhe']);
  });

  it('is one of several that are named', () => {
    const deputies = [
      { from: '2026-03-02', to: '2026-03-03', deputyId: 'wang' },
      { from: '2026-03-02', to: '2026-03-03', deputyId: 'zhao' },
    ];

    expect(roles('2026-03-02', away({ deputies }))).toEqual(['clerk', 'reviewer']);
    expect(roles('2026-03-02', away({ deputies: deputies.slice(0, 1) }))).toEqual(['clerk']);
  });

  it('acts for nobody who has left or named no deputy, and not as somebody who oversees', () => {
    const { deputies: _none, ...without } = away();

    expect(roles('2026-03-02', away({ active: false }))).toEqual(['clerk']);
    expect(roles('2026-03-02', without)).toEqual(['clerk']);
    expect(roles('2026-03-02', away(), member('zhao', ['auditor']))).toEqual(['auditor']);
    expect(roles('2026-03-02', away(), member('zhao', ['clerk', 'auditor']))).toEqual(['clerk', 'auditor']);
  });
});
