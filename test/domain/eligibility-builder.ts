import { CountyRules } from '../../functions/domain/county-rules.ts';
import type { ExistingPermit, Facts } from '../../functions/domain/facts.ts';
import type { GroundBox } from '../../functions/domain/form-boxes.ts';
import type { RegistrationRow } from '../../functions/domain/registration-chain.ts';
import { FESTIVALS } from './registration-histories.ts';

/** Suichang with every adopted default. */
export const rules = CountyRules.parse({ divisionCode: '331123' });
/** The day on which the examples are assessed. */
export const day = { today: '2026-11-20', springFestivals: FESTIVALS };
const source = 'provincial-registry' as const;

/** A person from Hangzhou with a contract, registered in Suichang for six months to the day, but for the changes. */
export function factsWith(changes: Partial<Facts> = {}): Facts {
  return {
    recognitionType: 'REGISTRATION_TIME',
    origin: { value: 'mainland', source: 'sign-in' },
    registeredResidenceDivision: { value: '330102', source },
    birthDate: { value: '1990-01-01', source: 'sign-in' },
    grounds: [{ box: 'employment/LABOR_CONTRACT', evidence: 'document' }],
    registrations: {
      value: [{ divisionCode: '331123', registeredOn: '2026-05-20', townshipCode: '331123001' }],
      source,
    },
    townshipCode: { value: '331123001', source: 'applicant-claim' },
    ...changes,
  };
}

/** @param rows division, first registered day and, where it ended, the last */
export function registered(...rows: string[]): Partial<Facts> {
  return { registrations: { value: rows.map(rowOf), source } };
}

function rowOf(text: string): RegistrationRow {
  const [divisionCode = '', registeredOn = '', endedOn] = text.split(' ');
  return { divisionCode, registeredOn, ...(endedOn && { endedOn }) };
}

/** The existing permits the province found, for recognition of one. */
export function permits(...value: ExistingPermit[]): Partial<Facts> {
  return { recognitionType: 'EXISTING_PERMIT', existingPermits: { value, source } };
}

/** A normal permit of Shangyu, as claimed, but for the changes. */
export function permit(changes: Partial<ExistingPermit> = {}): Partial<Facts> {
  return permits({
    status: 'NORMAL',
    issuerDivision: '330604',
    issuedOn: '2022-03-01',
    numberMatches: true,
    ...changes,
  });
}

/** @param boxes each `ground/box`, with what stands behind it */
export function grounds(boxes: Partial<Record<GroundBox, 'data-sharing' | 'document' | 'claimed' | 'none'>>) {
  const ticked = Object.entries(boxes).map(([box, evidence]) => ({ box: box as GroundBox, evidence }));
  return { grounds: ticked };
}

/** @param relationship of who applies for the person */
export function agent(relationship: 'guardian' | 'close-relative', complete = true): Partial<Facts> {
  return { agent: { relationship, complete } };
}

export const born = (value: string): Partial<Facts> => ({ birthDate: { value, source: 'sign-in' } });
export const household = (value: string): Partial<Facts> => ({
  registeredResidenceDivision: { value, source },
});
export const frail = (value: boolean): Partial<Facts> => ({ frail: { value, source: 'applicant-claim' } });
export const boards = (value: boolean): Partial<Facts> => ({ boardsAtSchool: { value, source: 'document' } });
export const township = (value: string): Partial<Facts> => ({
  townshipCode: { value, source: 'applicant-claim' },
});
