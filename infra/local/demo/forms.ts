import { TEXTS_IN_FORCE } from '../../../functions/domain/form-texts.ts';
import type { FormDraft } from '../../../functions/domain/form.ts';
import { SUICHANG_TOWNSHIPS } from '../../../functions/domain/division.ts';
import { seededPeople, type SeededPerson } from '../province/seed.ts';

const AGREED = {
  commitment: { textVersion: TEXTS_IN_FORCE.commitment },
  notice: { textVersion: TEXTS_IN_FORCE.notice },
  declaration: { textVersion: TEXTS_IN_FORCE.declaration },
};

/** What a person agrees to on the telephone. */
export const SIGNED_ONLINE = AGREED;
/** What a person signs at the counter: the commitment is the online channel's first step. */
export const SIGNED_AT_WINDOW = { notice: AGREED.notice, declaration: AGREED.declaration };

/** Annex 1 as this seeded person would fill it in: employed, with a labour contract. */
export function formOf(
  personId: string,
  recognitionType: 'EXISTING_PERMIT' | 'REGISTRATION_TIME',
): FormDraft {
  const person = seededPeople().find(({ id }) => id === personId);
  if (!person) throw new RangeError(`Nobody has the id ${personId}`);
  return formFor(person, recognitionType);
}

/** The same for somebody who need not be in the seed. */
export function formFor(
  person: SeededPerson,
  recognitionType: 'EXISTING_PERMIT' | 'REGISTRATION_TIME',
): FormDraft {
  const permitNumber = person.permits[0]?.permitNumber;
  return {
    citizenIdNumber: person.idNumber,
    fullName: person.name,
    sex: person.sex === '1' ? '男' : '女',
    ethnicGroup: person.ethnicGroup,
    registeredResidenceDivision: person.householdDivision ?? '330102',
    registeredResidenceAddress: '某街道1号',
    currentResidenceAddress: {
      townshipCode: townshipOf(person),
      community: '东街社区',
      detail: '平昌路12号3单元401室',
    },
    recognitionType,
    ...(recognitionType === 'EXISTING_PERMIT' && permitNumber && { existingPermit: { permitNumber } }),
    proofs: { employment: ['LABOR_CONTRACT'] },
    ...(person.mobilePhone && { mobilePhone: person.mobilePhone }),
  };
}

/** The township of the person's registration in the county; the county town where there is none. */
function townshipOf({ registrations }: SeededPerson): string {
  const addresses = registrations
    .filter(({ endedOn }) => endedOn === undefined)
    .map(({ address }) => address);
  const township = SUICHANG_TOWNSHIPS.find(({ name }) => addresses.some((address) => address.includes(name)));
  return township?.code ?? '331123001';
}
