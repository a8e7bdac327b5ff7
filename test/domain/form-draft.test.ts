import { describe, expect, it } from 'vitest';
import { normaliseForm } from '../../functions/domain/form-normalise.ts';
import { FormDraft } from '../../functions/domain/form.ts';
import { formWith } from './form-builder.ts';

describe('a draft', () => {
  it('may be empty or half filled', () => {
    expect(FormDraft.safeParse({}).success).toBe(true);
    expect(FormDraft.safeParse({ agent: { name: '李' }, currentResidenceAddress: {} }).success).toBe(true);
  });

  it.each([
    ['an unknown field', { nickname: 'x' }],
    ['a box that is not on the form', { proofs: { employment: ['PENSION'] } }],
    ['a box ticked twice', { proofs: { schooling: ['PRIMARY_SCHOOL', 'PRIMARY_SCHOOL'] } }],
    ['a number where text belongs', { fullName: 7 }],
    ['an endless address', { registeredResidenceAddress: '路'.repeat(201) }],
    ['a day that does not exist', { existingPermit: { issuedOn: '2026-02-29' } }],
    ['both types at once', { recognitionType: ['EXISTING_PERMIT', 'REGISTRATION_TIME'] }],
  ])('does not hold %s', (_, form) => {
    expect(FormDraft.safeParse(form).success).toBe(false);
  });

  it('is kept with plain numbers, names and codes, and keeping it twice changes nothing', () => {
    const typed = formWith({
      citizenIdNumber: '11010519491231002x',
      ethnicGroup: '汉族',
      mobilePhone: '+86 138 0000 0000',
    });

    const kept = normaliseForm(typed);

    expect(kept).toMatchObject({
      citizenIdNumber: '11010519491231002X',
      ethnicGroup: '01',
      mobilePhone: '13800000000',
    });
    expect(normaliseForm(kept)).toEqual(kept);
  });
});
