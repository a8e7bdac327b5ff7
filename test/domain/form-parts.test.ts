import { describe, expect, it } from 'vitest';
import { checkForm } from '../../functions/domain/form-check.ts';
import { contextWith, formWith, told } from './form-builder.ts';

describe('the materials of a form at submission', () => {
  it('are one for each ticked box, unless data sharing has confirmed it', () => {
    const form = formWith({
      proofs: { employment: ['LABOR_CONTRACT', 'SOCIAL_INSURANCE'], schooling: ['PRIMARY_SCHOOL'] },
    });
    const verified = [{ ground: 'employment', box: 'SOCIAL_INSURANCE' }];

    expect(checkForm(form, contextWith({ verified }))).toEqual([
      {
        pointer: '/proofs/schooling/0',
        code: 'MATERIAL_MISSING',
        params: {
          ground: 'schooling',
          box: 'PRIMARY_SCHOOL',
          nameZh: '小学学籍证明',
          nameEn: 'Enrolled in a primary school',
        },
      },
    ]);
  });

  it('do not count while unconfirmed or once rejected', () => {
    const materials = [
      { ground: 'photo', box: 'APPLICANT', status: 'rejected' as const },
      { ground: 'employment', box: 'LABOR_CONTRACT', status: 'awaiting-upload' as const },
    ];

    expect(told(formWith(), contextWith({ materials }))).toEqual([
      '/photo MATERIAL_MISSING',
      '/proofs/employment/0 MATERIAL_UNCONFIRMED',
    ]);
  });

  it('include the proof of an exemption that is claimed', () => {
    expect(told(formWith({ talentOrInvestor: true }))).toEqual(['/talentOrInvestor MATERIAL_MISSING']);
  });
});

describe('somebody who applies for another', () => {
  const guardian = {
    name: '王大明',
    citizenIdNumber: '330102198506010021',
    relationship: 'guardian' as const,
    mobilePhone: '13900000000',
  };
  const relative = { ...guardian, relationship: 'close-relative' as const };
  const child = { citizenIdNumber: '330102201505010016' };
  const paper = (box: string) => ({ ground: 'identity', box, status: 'confirmed' as const });
  const papers = contextWith({ materials: [...contextWith().materials, paper('AGENT'), paper('KINSHIP')] });

  it('must be there for a child under sixteen', () => {
    expect(told(formWith(child), papers)).toEqual(['/agent AGENT_REQUIRED']);
    expect(told(formWith({ ...child, agent: guardian }), papers)).toEqual([]);
  });

  it('is no longer needed on the sixteenth birthday', () => {
    expect(told(formWith({ citizenIdNumber: '330102201011200012' }))).toEqual([]);
    expect(told(formWith({ citizenIdNumber: '330102201011210018' }))).toEqual(['/agent AGENT_REQUIRED']);
  });

  it('is a guardian when it is for a child', () => {
    expect(told(formWith({ ...child, agent: relative }), papers)).toEqual([
      '/agent/relationship AGENT_MUST_BE_GUARDIAN',
    ]);
  });

  it('may be a relative of a frail person, of nobody else', () => {
    const old = { citizenIdNumber: '51010219400101003X', agent: relative };

    expect(told(formWith({ ...old, frail: true }), papers)).toEqual([]);
    expect(told(formWith(old), papers)).toEqual(['/agent AGENT_NOT_ALLOWED']);
  });

  it('shows both papers and gives complete and right particulars', () => {
    const agent = { name: 'x', citizenIdNumber: '330102201505010016', relationship: 'guardian' as const };

    expect(told(formWith({ ...child, agent }))).toEqual([
      '/agent/mobilePhone FIELD_REQUIRED',
      '/agent/name NAME_CHARACTERS',
      '/agent/citizenIdNumber AGENT_IS_APPLICANT',
      '/agent MATERIAL_MISSING',
      '/agent MATERIAL_MISSING',
    ]);
  });
});
