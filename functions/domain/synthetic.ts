import { normaliseCitizenId } from './citizen-id.ts';
import type { FormDraft } from './form.ts';
import type { VerifiedPerson } from './person.ts';
import type { Defect } from './rule-error.ts';

/**
 * Who applies in a smoke test: nobody. 339999 is no county and no sequence is numbered 000, so no such number is ever
 * issued; the check character is right, so that the form passes. The mobile number is well formed and never used: a
 * synthetic case sends nothing.
 * @see docs/rules.md#synthetic-cases
 */
export const SYNTHETIC_PERSON = {
  citizenIdNumber: '339999197001010006',
  fullName: '合成试件',
  sex: '2',
  ethnicGroup: '01',
  mobilePhone: '13900000000',
  authlevel: 3,
  synthetic: true,
} as const satisfies VerifiedPerson;

/**
 * Where a form names the invented person, as holder or as who files. Nobody but the smoke test may: a case of that number
 * would be found among the smoke test's own, and bar it.
 * @returns pointers into the form
 */
export function inventedPersonDefects({ citizenIdNumber, agent }: FormDraft): Defect[] {
  const numbers = [
    [citizenIdNumber, '/citizenIdNumber'],
    [agent?.citizenIdNumber, '/agent/citizenIdNumber'],
  ] as const;
  return numbers.flatMap(([number, pointer]) =>
    number !== undefined && normaliseCitizenId(number) === SYNTHETIC_PERSON.citizenIdNumber
      ? [{ pointer, code: 'CITIZEN_ID_INVENTED' as const }]
      : [],
  );
}
