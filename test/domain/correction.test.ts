import { describe, expect, it } from 'vitest';
import { closedFieldDefects, isGroundOpen, openFor } from '../../functions/domain/correction.ts';
import type { ReasonCode } from '../../functions/domain/refusal-reasons.ts';
import { aDraft, aForm } from '../support/builders.ts';

const BY = '2026-04-02T00:00:00.000+08:00';
const PAPERS = 'employment residence schooling photo identity existing-permit exemption declaration';
const WHOLE_FORM =
  'fullName sex ethnicGroup registeredResidenceDivision registeredResidenceAddress currentResidenceAddress ' +
  'recognitionType proofs mobilePhone existingPermit residenceRegistrations agent talentOrInvestor frail ' +
  'boardsAtSchool employer school landlord';
const OTHER_TYPE = 'recognitionType existingPermit residenceRegistrations talentOrInvestor';

/** The reason, the fields it opens, the files it opens. */
const OPENED: readonly (readonly [reason: ReasonCode, fields: string, grounds: string])[] = [
  ['NO_GROUND_PROVED', 'proofs employer school landlord', 'employment residence schooling'],
  ['MATERIALS_INCOMPLETE', 'proofs', PAPERS],
  ['RENTED_HOUSE_UNSAFE', 'proofs landlord currentResidenceAddress', 'residence'],
  ['NOT_REGISTERED_IN_COUNTY', 'currentResidenceAddress', ''],
  ['ADDRESS_NOT_AS_REGISTERED', 'currentResidenceAddress', ''],
  ['GUARDIAN_MUST_APPLY', 'agent', 'identity'],
  ['AGENT_NOT_ENTITLED', 'agent frail', 'identity'],
  ['NO_EXISTING_PERMIT', OTHER_TYPE, 'existing-permit exemption'],
  ['EXISTING_PERMIT_NOT_IN_FORCE', OTHER_TYPE, 'existing-permit exemption'],
  ['EXISTING_PERMIT_OUT_OF_TERM', OTHER_TYPE, 'existing-permit exemption'],
  ['REGISTRATION_TOO_SHORT', OTHER_TYPE, 'existing-permit exemption'],
  ['IDENTITY_NOT_CONFIRMED', 'fullName sex ethnicGroup agent', 'identity'],
  ['PHOTO_UNSUITABLE', '', 'photo'],
  ['MATERIAL_UNREADABLE', '', PAPERS],
  ['FORM_INCORRECT', WHOLE_FORM, ''],
  ['OTHER', WHOLE_FORM, PAPERS],
  ['OUTSIDE_REGIME', '', ''],
  ['NOT_FLOATING_POPULATION', '', ''],
  ['PERMIT_NOT_FROM_ELSEWHERE', '', ''],
  ['FALSE_MATERIALS', '', ''],
  ['CORRECTION_REFUSED', '', ''],
  ['NOT_OUR_COMPETENCE', '', ''],
  ['SECOND_APPLICATION', '', ''],
];
const listed = (names: string) => names.split(' ').filter((name) => name !== '');

describe('what a reason opens for correction', () => {
  it.each(OPENED)('%s opens the fields “%s” and the files “%s”', (code, fields, grounds) => {
    const opened = openFor([{ code }], BY);

    expect(opened).toEqual({
      reasons: [{ code }],
      fields: listed(fields),
      grounds: listed(grounds),
      correctBy: BY,
    });
  });

  it('is named once where two reasons open the same', () => {
    const opened = openFor([{ code: 'GUARDIAN_MUST_APPLY' }, { code: 'AGENT_NOT_ENTITLED' }], BY);

    expect(opened.fields).toEqual(['agent', 'frail']);
    expect(opened.grounds).toEqual(['identity']);
  });
});

describe('a correction', () => {
  const correction = openFor([{ code: 'RENTED_HOUSE_UNSAFE' }], BY);
  const draft = aDraft('d', ['owner'], { form: aForm(), correction });

  it('may change what was asked for', () => {
    const form = aForm(undefined, { proofs: { residence: ['OWNED_HOUSE'] }, landlord: '李四' });

    expect(closedFieldDefects(draft, form)).toEqual([]);
  });

  it('is told of everything it changes, adds or takes out beyond that', () => {
    const { mobilePhone: _taken, ...form } = aForm(undefined, { fullName: '陈小宁', frail: true });

    expect(closedFieldDefects(draft, form)).toEqual([
      { pointer: '/fullName', code: 'FIELD_NOT_OPEN' },
      { pointer: '/mobilePhone', code: 'FIELD_NOT_OPEN' },
      { pointer: '/frail', code: 'FIELD_NOT_OPEN' },
    ]);
  });

  it('never changes the identity number, whatever was asked for', () => {
    const asked = openFor([{ code: 'OTHER' }], BY);
    const form = aForm(undefined, { citizenIdNumber: '330327198807060020' });

    expect(closedFieldDefects({ ...draft, correction: asked }, form)).toEqual([
      { pointer: '/citizenIdNumber', code: 'FIELD_NOT_OPEN' },
    ]);
  });

  it('takes files of the grounds that were asked for, and no others', () => {
    expect(isGroundOpen(draft, 'residence')).toBe(true);
    expect(isGroundOpen(draft, 'photo')).toBe(false);
  });
});

describe('a first draft', () => {
  const draft = aDraft('d', ['owner']);

  it('is open in all its fields and for all files', () => {
    expect(closedFieldDefects(draft, {})).toEqual([]);
    expect(isGroundOpen(draft, 'photo')).toBe(true);
  });
});
