import * as z from 'zod';
import { ROLES, type Role, type StaffMember } from '../../../functions/domain/account.ts';
import { addDays, daysBetween, type Day } from '../../../functions/domain/instant.ts';
import peopleJson from './seed-people.json' with { type: 'json' };
import staffJson from './seed-staff.json' with { type: 'json' };

/** The day to which the dates of the seed belong. */
export const SEED_DAY: Day = '2026-03-02';

const SeededRegistration = z.object({
  divisionCode: z.string(),
  address: z.string(),
  registeredOn: z.string(),
  endedOn: z.string().exactOptional(),
});

const SeededPermit = z.object({
  permitNumber: z.string(),
  issuedBy: z.string(),
  issuedOn: z.string(),
  status: z.enum(['NORMAL', 'SUSPENDED', 'TERMINATED', 'CANCELLED']),
  longTerm: z.boolean().exactOptional(),
});

/** A fictitious person as the province knows them. Numbers are well formed; no such person exists. */
const SeededPerson = z.object({
  id: z.string(),
  /** Why the person is in the seed, one sentence. */
  about: z.string(),
  name: z.string(),
  /** `applicant`; empty where the sign-in refuses the person. */
  roles: z.array(z.enum(ROLES)),
  /** As the sign-in counts: 1 identity card, 2 passport. */
  idType: z.enum(['1', '2']),
  idNumber: z.string(),
  sex: z.enum(['1', '2']),
  ethnicGroup: z.string(),
  mobilePhone: z.string().exactOptional(),
  authlevel: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  householdDivision: z.string().exactOptional(),
  /** Ids of people or officers of the same household. */
  household: z.array(z.string()),
  registrations: z.array(SeededRegistration),
  permits: z.array(SeededPermit),
  evidence: z.array(
    z.object({
      ground: z.enum(['employment', 'residence', 'schooling']),
      box: z.string(),
      found: z.boolean(),
    }),
  ),
});
export type SeededPerson = z.infer<typeof SeededPerson>;

const SeededOfficer = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  office: z.string(),
  idNumber: z.string(),
});

/** One line of `GET /_local/people`. */
export interface LocalPerson {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly about: string;
  readonly citizenIdNumber?: string;
}

/** The applicants, with every date moved so that `today` stands where the seed's own day stood. */
export function seededPeople(today: Day = SEED_DAY): SeededPerson[] {
  const days = daysBetween(SEED_DAY, today);
  const moved = (day: Day): Day => addDays(day, days);
  const people = z.array(SeededPerson).parse(peopleJson);
  for (const { registrations, permits } of people) {
    for (const registration of registrations) {
      registration.registeredOn = moved(registration.registeredOn);
      if (registration.endedOn !== undefined) registration.endedOn = moved(registration.endedOn);
    }
    for (const permit of permits) {
      // A long-term card keeps its day: it must stay before the rules of 2016-07-01.
      if (!permit.longTerm) permit.issuedOn = moved(permit.issuedOn);
    }
  }
  return people;
}

/** The officers for our own table; their `ownerKey` is for the caller to add, from `officerIdNumbers`. */
export function seededStaff(): StaffMember[] {
  return officers().map(({ id, name, roles, office }) => ({
    id,
    displayName: name,
    roles,
    office,
    active: true,
  }));
}

/** Citizen identity number of each officer, by staff id. */
export function officerIdNumbers(): ReadonlyMap<string, string> {
  return new Map(officers().map(({ id, idNumber }) => [id, idNumber]));
}

/** Everybody who can sign in, applicants first. */
export function localPeople(): LocalPerson[] {
  const applicants = seededPeople().map(toLocalPerson);
  const staff = officers().map(({ id, name, roles, office, idNumber }) => ({
    id,
    name,
    roles,
    about: `officer of ${office}`,
    citizenIdNumber: idNumber,
  }));
  return [...applicants, ...staff];
}

/** The line of one applicant. */
export function toLocalPerson({ id, name, roles, about, idType, idNumber }: SeededPerson): LocalPerson {
  return { id, name, roles, about, ...(idType === '1' && { citizenIdNumber: idNumber }) };
}

function officers() {
  return z.array(SeededOfficer).parse(staffJson);
}
