import type { VerifiedPerson } from './person.ts';

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
