import { checkForm, type FormContext } from '../../functions/domain/form-check.ts';
import type { FormDraft } from '../../functions/domain/form.ts';

/** Each text agreed to in the version in force. */
export const consents = {
  commitment: { textVersion: 'commitment-2023-1' },
  notice: { textVersion: 'notice-2023-1' },
  declaration: { textVersion: 'declaration-2023-1' },
};

/** An online submission of 2026-11-20 in Suichang with its photo and one contract. */
export function contextWith(changes: Partial<FormContext> = {}): FormContext {
  return {
    channel: 'online',
    today: '2026-11-20',
    county: { divisionCode: '331123' },
    materials: [
      { ground: 'photo', box: 'APPLICANT', status: 'confirmed' },
      { ground: 'employment', box: 'LABOR_CONTRACT', status: 'confirmed' },
    ],
    verified: [],
    consents,
    ...changes,
  };
}

/** A complete form, but for the changes. */
export function formWith(changes: FormDraft = {}): FormDraft {
  return {
    citizenIdNumber: '330102199001010012',
    fullName: '王小明',
    sex: '男',
    ethnicGroup: '01',
    registeredResidenceDivision: '330102',
    registeredResidenceAddress: '中山路1号',
    currentResidenceAddress: { townshipCode: '331123001', community: '东街社区', detail: '凯恩路2号' },
    recognitionType: 'REGISTRATION_TIME',
    proofs: { employment: ['LABOR_CONTRACT'] },
    mobilePhone: '13800000000',
    ...changes,
  };
}

/** Every defect as `pointer code`. */
export function told(form: FormDraft, context = contextWith()): string[] {
  return checkForm(form, context).map(({ pointer, code }) => `${pointer} ${code}`);
}
