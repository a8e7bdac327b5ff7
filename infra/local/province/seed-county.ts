import type { County } from '../../../functions/domain/county.ts';
import { SUICHANG_TOWNSHIPS, townshipsOf } from '../../../functions/domain/division.ts';
import type { SeededPerson } from './seed.ts';

/** The county the seed was written for. */
const WRITTEN_FOR = {
  divisionCode: '331123',
  name: '浙江省丽水市遂昌县',
  offices: ['center', 'miaogao', 'dazhe'],
};

/** The same person, living in this county where the seed has them live in the one it was written for. */
export function personIn({ name, rules }: County, person: SeededPerson): SeededPerson {
  const { divisionCode } = rules;
  if (divisionCode === WRITTEN_FOR.divisionCode) return person;
  const here = (code: string): string => (code === WRITTEN_FOR.divisionCode ? divisionCode : code);
  const townships = townshipsOf(rules);
  const addressHere = (address: string): string => {
    if (!address.startsWith(WRITTEN_FOR.name)) return address;
    const rest = address.slice(WRITTEN_FOR.name.length);
    const index = SUICHANG_TOWNSHIPS.findIndex((township) => rest.startsWith(township.name));
    const place = rest.slice(SUICHANG_TOWNSHIPS[index]?.name.length ?? 0);
    return `浙江省${name}${townships[index % Math.max(1, townships.length)]?.name ?? ''}${place}`;
  };
  return {
    ...person,
    ...(person.householdDivision !== undefined && { householdDivision: here(person.householdDivision) }),
    registrations: person.registrations.map((row) => ({
      ...row,
      divisionCode: here(row.divisionCode),
      address: addressHere(row.address),
    })),
    permits: person.permits.map((permit) => ({ ...permit, issuedBy: here(permit.issuedBy) })),
  };
}

/** The office in which an officer of the seed works in this county: theirs, or the one in the same place of its list. */
export function officeIn({ offices }: County, office: string): string {
  const index = WRITTEN_FOR.offices.indexOf(office);
  return offices.some(({ id }) => id === office) || index === -1
    ? office
    : (offices[index % offices.length]?.id ?? office);
}
