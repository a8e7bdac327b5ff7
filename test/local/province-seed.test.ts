import { describe, expect, it } from 'vitest';
import { citizenIdDefects, parseCitizenId } from '../../functions/domain/citizen-id.ts';
import { CountyRules } from '../../functions/domain/county-rules.ts';
import { assess, overallVerdict } from '../../functions/domain/eligibility.ts';
import type { FormDraft } from '../../functions/domain/form.ts';
import type { RecognitionType } from '../../functions/domain/form-boxes.ts';
import { factsOfCase } from '../../functions/domain/gather-facts.ts';
import type { MaterialInSlot } from '../../functions/domain/material.ts';
import { mobileNumberDefects } from '../../functions/domain/mobile-number.ts';
import { nameDefects } from '../../functions/domain/person-name.ts';
import { SUICHANG_TOWNSHIPS } from '../../functions/domain/division.ts';
import {
  localPeople,
  officerIdNumbers,
  SEED_DAY,
  seededPeople,
  seededStaff,
} from '../../infra/local/province/seed.ts';

const RULES = CountyRules.parse({ divisionCode: '331123' });
const SPRING_FESTIVALS = [
  { year: 2025, from: '2025-01-28', to: '2025-02-04' },
  { year: 2026, from: '2026-02-15', to: '2026-02-23' },
];

/** The verdict on the person's application, with a labour contract on paper in the file. */
function verdictOn(personId: string, recognitionType: RecognitionType, more: Partial<FormDraft> = {}) {
  const person = seededPeople().find(({ id }) => id === personId);
  if (person === undefined) throw new RangeError(personId);
  const here = person.registrations.find(({ divisionCode }) => divisionCode === '331123')?.address;
  const township = SUICHANG_TOWNSHIPS.find(({ name }) => here?.includes(name));
  const form = {
    recognitionType,
    citizenIdNumber: person.idNumber,
    proofs: { employment: ['LABOR_CONTRACT' as const] },
    ...(township && { currentResidenceAddress: { townshipCode: township.code } }),
    ...more,
  };
  const paper: MaterialInSlot[] = [{ ground: 'employment', box: 'LABOR_CONTRACT', status: 'confirmed' }];
  const { householdDivision, registrations, permits, evidence } = person;
  const population = {
    ...(householdDivision !== undefined && { householdDivision }),
    registrations,
    permits,
    evidence,
    household: [],
  };
  const facts = factsOfCase(form, population, paper, SEED_DAY, RULES);
  return overallVerdict(assess(facts, RULES, { today: SEED_DAY, springFestivals: SPRING_FESTIVALS }));
}

const agent = (personId: string, relationship: 'guardian' | 'close-relative') => {
  const person = seededPeople().find(({ id }) => id === personId);
  return {
    name: person?.name ?? '',
    citizenIdNumber: person?.idNumber ?? '',
    relationship,
    mobilePhone: person?.mobilePhone ?? '',
  };
};

describe('the seeded people', () => {
  it.each([
    ['permit-1', 'EXISTING_PERMIT', 'met'],
    ['permit-2', 'EXISTING_PERMIT', 'met'],
    ['permit-3', 'EXISTING_PERMIT', 'met'],
    ['name-separator', 'EXISTING_PERMIT', 'met'],
    ['guardian-1', 'EXISTING_PERMIT', 'met'],
    ['officer-household', 'EXISTING_PERMIT', 'met'],
    ['time-1', 'REGISTRATION_TIME', 'met'],
    ['time-2', 'REGISTRATION_TIME', 'met'],
    ['time-3', 'REGISTRATION_TIME', 'met'],
    ['name-rare', 'REGISTRATION_TIME', 'met'],
    ['permit-suspended', 'EXISTING_PERMIT', 'cannot-tell'],
    ['permit-long-term', 'EXISTING_PERMIT', 'cannot-tell'],
    ['time-gap-20', 'REGISTRATION_TIME', 'cannot-tell'],
    ['permit-cancelled', 'EXISTING_PERMIT', 'not-met'],
    ['permit-cancelled', 'REGISTRATION_TIME', 'not-met'],
    ['permit-suichang', 'EXISTING_PERMIT', 'not-met'],
    ['time-five-months', 'REGISTRATION_TIME', 'not-met'],
    ['household-suichang', 'REGISTRATION_TIME', 'not-met'],
    ['child-1', 'REGISTRATION_TIME', 'not-met'],
  ] as const)('give %s by %s the verdict %s', (personId, type, verdict) => {
    expect(verdictOn(personId, type)).toBe(verdict);
  });

  it('let a guardian apply for the child, and a relative for the frail elder', () => {
    const child = verdictOn('child-1', 'REGISTRATION_TIME', { agent: agent('guardian-1', 'guardian') });
    const elder = verdictOn('elder-1', 'REGISTRATION_TIME', {
      agent: agent('relative-1', 'close-relative'),
      frail: true,
    });

    expect([child, elder]).toEqual(['met', 'met']);
  });

  it('have well-formed identity numbers that fit their sex, each once, officers too', () => {
    const people = seededPeople().filter(({ idType }) => idType === '1');
    const numbers = [...people.map(({ idNumber }) => idNumber), ...officerIdNumbers().values()];

    expect(numbers.flatMap((number) => citizenIdDefects(number, SEED_DAY))).toEqual([]);
    expect(people.map(({ idNumber }) => parseCitizenId(idNumber, SEED_DAY).sex)).toEqual(
      people.map(({ sex }) => sex),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('have names and telephones that the form takes', () => {
    const people = seededPeople().filter(({ idType }) => idType === '1');

    expect(people.flatMap(({ name }) => nameDefects(name))).toEqual([]);
    expect(
      people.flatMap(({ mobilePhone }) => (mobilePhone ? mobileNumberDefects(mobilePhone) : [])),
    ).toEqual([]);
  });

  it('have ids of their own, across applicants and staff', () => {
    const ids = localPeople().map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('clerk-1');
  });

  it('have staff in offices of the county, all active', () => {
    const staff = seededStaff();

    expect(new Set(staff.map(({ office }) => office))).toEqual(new Set(['miaogao', 'center', 'dazhe']));
    expect(staff.every(({ active }) => active)).toBe(true);
  });
});
