import { citizenIdDefects } from '../../functions/domain/citizen-id.ts';
import { checkMod11And2 } from '../../functions/domain/iso7064.ts';
import { crowd } from '../../infra/local/crash/crowd.ts';
import { localPeople, seededPeople, type SeededPerson } from '../../infra/local/province/seed.ts';

/** Somebody who can sign in, and what nobody else may learn of them. */
export interface FuzzedPerson {
  readonly id: string;
  readonly roles: readonly string[];
  readonly fullName: string;
  readonly citizenIdNumber: string;
  readonly mobilePhone: string | undefined;
  readonly sex: '男' | '女';
  readonly permitNumber: string | undefined;
  readonly divisionCode: string;
}

/** Han characters for names that no two people share. */
const GIVEN = '安邦彩达恩帆歌涵佳凯兰梅宁鹏琪睿思婷薇翔雅泽';

/** People beside the seed's, each with a name of their own: a name in an answer then says whose it is. */
export function fuzzedPeople(): SeededPerson[] {
  return crowd(7).map((person, n) => ({
    ...person,
    name: `卓${GIVEN[n % GIVEN.length] ?? ''}${GIVEN[(n * 5 + 3) % GIVEN.length] ?? ''}`,
  }));
}

/** Everybody with a role, applicants first. */
export function everybody(): FuzzedPerson[] {
  const applicants = [...seededPeople(), ...fuzzedPeople()]
    .filter(({ roles }) => roles.length > 0)
    .map((person): FuzzedPerson => ({
      id: person.id,
      roles: person.roles,
      fullName: person.name,
      citizenIdNumber: person.idNumber,
      mobilePhone: person.mobilePhone,
      sex: person.sex === '1' ? '男' : '女',
      permitNumber: person.permits[0]?.permitNumber,
      divisionCode: person.householdDivision ?? '330326',
    }));
  const staff = localPeople()
    .filter(({ roles }) => roles.some((role) => role !== 'applicant'))
    .map((person): FuzzedPerson => ({
      id: person.id,
      roles: person.roles,
      fullName: person.name,
      citizenIdNumber: person.citizenIdNumber ?? '',
      mobilePhone: undefined,
      sex: '男',
      permitNumber: undefined,
      divisionCode: '331123',
    }));
  return [...applicants, ...staff];
}

/** A well-formed identity number of somebody whom nobody knows. @param serial 0 … 999 */
export function strangersNumber(serial: number): string {
  const digits = `3301061985${String(1 + (serial % 12)).padStart(2, '0')}17${String(serial % 1000).padStart(3, '0')}`;
  const number = `${digits}${checkMod11And2(digits)}`;
  if (citizenIdDefects(number, '2026-03-02').length > 0) throw new RangeError(`No number: ${number}`);
  return number;
}
