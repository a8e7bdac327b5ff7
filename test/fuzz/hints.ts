import * as fc from 'fast-check';
import { REASONS } from '../../functions/domain/refusal-reasons.ts';
import { everybody, strangersNumber } from './people.ts';

const people = everybody();
const staff = people.filter(({ roles }) => !roles.includes('applicant'));
const applicants = people.filter(({ roles }) => roles.includes('applicant'));

/** Days of every kind: of this week, long ago, at the ends of months, to come, and some that are none. */
const day = fc.oneof(
  {
    arbitrary: fc.constantFrom(
      '2026-03-02',
      '2026-02-28',
      '2025-09-01',
      '2024-02-29',
      '1991-02-14',
      '2016-06-30',
    ),
    weight: 6,
  },
  {
    arbitrary: fc.constantFrom(
      '2200-01-01',
      '2026-03-03',
      '0001-01-01',
      '9999-12-31',
      '2026-02-30',
      '2026-13-01',
    ),
    weight: 2,
  },
  {
    arbitrary: fc
      .date({ min: new Date('1930-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    weight: 4,
  },
);
const numbers = fc.oneof(
  fc.constantFrom(...people.map(({ citizenIdNumber }) => citizenIdNumber)),
  fc.integer({ min: 0, max: 999 }).map(strangersNumber),
);
const phones = fc.oneof(
  fc.constantFrom(...applicants.flatMap(({ mobilePhone }) => mobilePhone ?? [])),
  fc.integer({ min: 0, max: 99_999_999 }).map((tail) => `139${String(tail).padStart(8, '0')}`),
);
const names = fc.constantFrom(...people.map(({ fullName }) => fullName), '司马相如', '阿依·古丽');
const divisions = fc.constantFrom('331123', '330106', '330402', '330327', '520103', '110101', '000000');
const staffIds = fc.oneof(
  { arbitrary: fc.constantFrom(...staff.map(({ id }) => id)), weight: 3 },
  { arbitrary: fc.integer({ min: 1, max: 30 }).map((n) => `temp-${n}`), weight: 2 },
);

const HINTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  citizenIdNumber: numbers,
  fullName: names,
  name: names,
  displayName: names,
  mobilePhone: phones,
  phone: phones,
  ethnicGroup: fc.constantFrom('01', '汉族', '55', '97', '99'),
  registeredResidenceDivision: divisions,
  issuerDivision: divisions,
  divisionCode: divisions,
  townshipCode: fc.constantFrom('331123001', '331123100', '331123999', '330106001'),
  community: fc.constantFrom('北街社区', '东街社区'),
  detail: fc.constantFrom('溪滨路101号', '北街9003号'),
  permitNumber: fc.constantFrom(...applicants.flatMap(({ permitNumber }) => permitNumber ?? [])),
  birthDate: day,
  registeredOn: day,
  endedOn: day,
  issuedOn: day,
  validUntil: day,
  signedOn: day,
  date: day,
  dated: day,
  from: day,
  to: fc.oneof(day, staffIds),
  deputyId: staffIds,
  office: fc.constantFrom('center', 'miaogao', 'dazhe', 'moon'),
  textVersion: fc.constantFrom('commitment-2023-1', 'notice-2023-1', 'declaration-2023-1', 'notice-1999-1'),
  code: fc.constantFrom(...Object.keys(REASONS)),
  findingId: fc.constantFrom('existing-permit-status', 'registered-in-county', 'ground-proved', 'luck'),
  box: fc.constantFrom('APPLICANT', 'SOCIAL_INSURANCE', 'LABOR_CONTRACT', 'OWNED_HOUSE', 'GUARDIAN'),
  contentType: fc.constantFrom('image/png', 'image/jpeg', 'application/pdf', 'text/html'),
  fileName: fc.constantFrom('相片.png', '证明.pdf', '../../etc/passwd', 'a\u202Egpj.exe', '相片.jpg'),
  idLastFour: fc.constantFrom(...applicants.map(({ citizenIdNumber }) => citizenIdNumber.slice(-4)), '0000'),
  q: fc.oneof(
    numbers,
    phones,
    names,
    fc.constantFrom('%', '100%', '\u0000', '#'),
    fc.constantFrom('20260302FRVFCP98F', '1.2.156.3005.2'),
  ),
};

/** What a text of this name is likely to be; undefined where any text will do. */
export function hintFor(name: string): fc.Arbitrary<string> | undefined {
  return Object.hasOwn(HINTS, name) ? HINTS[name] : undefined;
}
