import { describe, expect, it } from 'vitest';
import { checkForm, completeForm } from '../../functions/domain/form-check.ts';
import { consents, contextWith, formWith, told } from './form-builder.ts';

describe('a form at submission', () => {
  it('has no defect when it is complete', () => {
    expect(told(formWith())).toEqual([]);
    expect(completeForm(formWith(), contextWith()).fullName).toBe('王小明');
  });

  it('tells every defect of an empty form at once', () => {
    const context = contextWith({ materials: [], consents: {} });

    expect(told({}, context)).toEqual([
      '/citizenIdNumber FIELD_REQUIRED',
      '/fullName FIELD_REQUIRED',
      '/sex FIELD_REQUIRED',
      '/ethnicGroup FIELD_REQUIRED',
      '/registeredResidenceDivision FIELD_REQUIRED',
      '/registeredResidenceAddress FIELD_REQUIRED',
      '/currentResidenceAddress/townshipCode FIELD_REQUIRED',
      '/currentResidenceAddress/community FIELD_REQUIRED',
      '/currentResidenceAddress/detail FIELD_REQUIRED',
      '/recognitionType FIELD_REQUIRED',
      '/proofs GROUND_REQUIRED',
      '/mobilePhone FIELD_REQUIRED',
      '/photo MATERIAL_MISSING',
      '/commitment/textVersion TEXT_NOT_ACCEPTED',
      '/notice/textVersion TEXT_NOT_ACCEPTED',
      '/declaration/textVersion TEXT_NOT_ACCEPTED',
    ]);
    expect(() => completeForm({}, context)).toThrow(expect.objectContaining({ code: 'FORM_INCOMPLETE' }));
  });

  it('tells every mistake of a wrongly filled form at once', () => {
    const form = formWith({
      citizenIdNumber: '330102199001010013',
      fullName: 'Wang',
      ethnicGroup: '57',
      registeredResidenceDivision: '993300',
      currentResidenceAddress: { townshipCode: '331124001', community: '东街', detail: '路'.repeat(101) },
      recognitionType: 'EXISTING_PERMIT',
      existingPermit: { issuerDivision: '33', issuedOn: '2026-11-21' },
      residenceRegistrations: [{ divisionCode: '3301', registeredOn: '2026-11-21', endedOn: '2026-11-01' }],
      mobilePhone: '12345',
    });

    expect(told(form)).toEqual([
      '/citizenIdNumber CITIZEN_ID_CHECK',
      '/fullName NAME_CHARACTERS',
      '/ethnicGroup ETHNIC_GROUP',
      '/registeredResidenceDivision DIVISION_CODE',
      '/currentResidenceAddress/townshipCode TOWNSHIP_NOT_IN_COUNTY',
      '/currentResidenceAddress/detail FIELD_TOO_LONG',
      '/existingPermit/permitNumber EXISTING_PERMIT_REQUIRED',
      '/existingPermit/issuerDivision DIVISION_CODE',
      '/existingPermit/issuedOn DAY_IN_FUTURE',
      '/residenceRegistrations/0/divisionCode DIVISION_CODE',
      '/residenceRegistrations/0/registeredOn DAY_IN_FUTURE',
      '/residenceRegistrations/0/endedOn DAYS_REVERSED',
      '/mobilePhone MOBILE_NUMBER',
    ]);
  });

  it('finds a sex that differs from the number', () => {
    expect(told(formWith({ sex: '女' }))).toEqual(['/sex SEX_NOT_AS_NUMBER']);
  });

  it('takes no offence at a household register inside the county: that is for eligibility', () => {
    expect(told(formWith({ registeredResidenceDivision: '331123' }))).toEqual([]);
  });

  it('wants words beside each 其他', () => {
    const proofs = {
      employment: ['LABOR_CONTRACT' as const, 'OTHER' as const],
      residence: ['OTHER' as const, 'RENTED_HOUSE.OTHER' as const],
    };
    const verified = [
      { ground: 'employment', box: 'OTHER' },
      { ground: 'residence', box: 'OTHER' },
      { ground: 'residence', box: 'RENTED_HOUSE.OTHER' },
    ];

    expect(told(formWith({ proofs }), contextWith({ verified }))).toEqual([
      '/proofs/employmentOther OTHER_NEEDS_WORDS',
      '/proofs/residenceOther OTHER_NEEDS_WORDS',
      '/proofs/rentedHouseOther OTHER_NEEDS_WORDS',
    ]);
  });

  it('needs no permit’s issuer or day: the province knows them', () => {
    const form = formWith({ recognitionType: 'EXISTING_PERMIT', existingPermit: { permitNumber: 'A1' } });

    expect(told(form)).toEqual([]);
  });

  it('needs no telephone and no commitment at the window', () => {
    const { mobilePhone: _, ...form } = formWith();
    const context = contextWith({
      channel: 'window',
      consents: { notice: consents.notice, declaration: consents.declaration },
    });

    expect(told(form, context)).toEqual([]);
  });

  it('wants an outdated text read again', () => {
    const context = contextWith({ consents: { ...consents, notice: { textVersion: 'notice-2022-9' } } });

    expect(checkForm(formWith(), context)).toEqual([
      { pointer: '/notice/textVersion', code: 'TEXT_OUTDATED', params: { version: 'notice-2023-1' } },
    ]);
  });

  it('is not signed tomorrow', () => {
    const declaration = { ...consents.declaration, signedOn: '2026-11-21' };

    expect(told(formWith(), contextWith({ consents: { ...consents, declaration } }))).toEqual([
      '/declaration/signedOn DAY_IN_FUTURE',
    ]);
  });
});
