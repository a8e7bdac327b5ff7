import { describe, expect, it } from 'vitest';
import type { FormDraft } from '../../functions/domain/form.ts';
import { claimedFacts, factsOfCase } from '../../functions/domain/gather-facts.ts';
import type { PopulationFacts } from '../../functions/domain/person.ts';

const today = '2026-03-02';
const COUNTY = { divisionCode: '331123' };
const source = 'applicant-claim';
const claim = (form: FormDraft) => claimedFacts({ ...form, recognitionType: 'EXISTING_PERMIT' }, today);
const gather = (
  form: FormDraft,
  population?: PopulationFacts,
  materials: Parameters<typeof factsOfCase>[2] = [],
) => factsOfCase({ ...form, recognitionType: 'EXISTING_PERMIT' }, population, materials, today, COUNTY);
const answer = (more: Partial<PopulationFacts>): PopulationFacts => ({
  registrations: [],
  permits: [],
  evidence: [],
  household: [],
  ...more,
});
const AGENT = {
  name: '林玉珍',
  citizenIdNumber: '330327198807060020',
  relationship: 'close-relative',
  mobilePhone: '13800000002',
} as const;
const PAPER = { ground: 'exemption', box: 'TALENT_OR_INVESTOR', status: 'confirmed' } as const;

describe('what a person claims', () => {
  it('leaves unknown everything that is not said', () => {
    expect(Object.keys(claim({}))).toEqual(['recognitionType']);
  });

  it('is taken over, each as a claim', () => {
    const facts = claim({
      citizenIdNumber: '330327199102140017',
      registeredResidenceDivision: '330327',
      currentResidenceAddress: { townshipCode: '331123001' },
      proofs: { employment: ['LABOR_CONTRACT'] },
      residenceRegistrations: [
        { divisionCode: '331123', registeredOn: '2025-07-01', address: '妙高街道' },
        { divisionCode: '330102', registeredOn: '2024-01-01', endedOn: '2024-12-31' },
      ],
      existingPermit: { permitNumber: '1', issuerDivision: '330327', issuedOn: '2024-05-06' },
      talentOrInvestor: true,
      frail: false,
      boardsAtSchool: false,
    });

    expect(facts).toStrictEqual({
      recognitionType: 'EXISTING_PERMIT',
      origin: { value: 'mainland', source },
      birthDate: { value: '1991-02-14', source },
      registeredResidenceDivision: { value: '330327', source },
      townshipCode: { value: '331123001', source },
      frail: { value: false, source },
      boardsAtSchool: { value: false, source },
      grounds: [{ box: 'employment/LABOR_CONTRACT', evidence: 'claimed' }],
      registrations: {
        source,
        value: [
          { divisionCode: '331123', registeredOn: '2025-07-01' },
          { divisionCode: '330102', registeredOn: '2024-01-01', endedOn: '2024-12-31' },
        ],
      },
      existingPermits: {
        source,
        value: [{ status: 'UNKNOWN', issuerDivision: '330327', issuedOn: '2024-05-06' }],
      },
      talentOrInvestor: { evidence: 'claimed' },
    });
  });

  it('says no more of a permit than the person does', () => {
    expect(claim({ existingPermit: {} }).existingPermits?.value).toStrictEqual([{ status: 'UNKNOWN' }]);
  });

  it('tells nothing of age and origin by a number that cannot be right', () => {
    const facts = claim({ citizenIdNumber: '330327199102140018' });

    expect(Object.keys(facts)).toEqual(['recognitionType']);
  });

  it('names an agent as complete only with all particulars, and all of them right', () => {
    expect(claim({ agent: AGENT }).agent).toEqual({ relationship: 'close-relative', complete: true });
    expect(claim({ agent: { ...AGENT, mobilePhone: '138' } }).agent?.complete).toBe(false);
    expect(claim({ agent: { relationship: 'guardian' } }).agent).toEqual({
      relationship: 'guardian',
      complete: false,
    });
    expect(claim({ agent: { name: '林玉珍' } }).agent).toBeUndefined();
  });
});

describe('what the province and the file say of a case', () => {
  it('is a talent’s paper only where one was confirmed, and asked for', () => {
    const form = { talentOrInvestor: true };

    expect(gather(form, undefined, [PAPER]).talentOrInvestor).toEqual({ evidence: 'document' });
    expect(gather(form, undefined, [{ ...PAPER, status: 'rejected' }]).talentOrInvestor).toEqual({
      evidence: 'none',
    });
    expect(gather({}, undefined, [PAPER]).talentOrInvestor).toBeUndefined();
  });

  it('is the household of the form, where the province does not know it', () => {
    const form = { registeredResidenceDivision: '330327' };

    expect(gather(form, answer({})).registeredResidenceDivision).toEqual({ value: '330327', source });
    expect(gather(form, answer({ householdDivision: '330102' })).registeredResidenceDivision).toEqual({
      value: '330102',
      source: 'provincial-registry',
    });
  });

  it('is a registration with its township, found by name within its own county', () => {
    const population = answer({
      registrations: [
        { divisionCode: '331123', address: '妙高街道东街1号', registeredOn: '2025-07-01' },
        { divisionCode: '331123', address: '大柘镇2号', registeredOn: '2024-07-01', endedOn: '2025-06-30' },
        { divisionCode: '331123', address: '县城3号', registeredOn: '2023-07-01' },
        { divisionCode: '330102', address: '妙高街道4号', registeredOn: '2022-07-01' },
      ],
    });

    expect(gather({}, population).registrations).toStrictEqual({
      source: 'provincial-registry',
      value: [
        { divisionCode: '331123', registeredOn: '2025-07-01', townshipCode: '331123001' },
        {
          divisionCode: '331123',
          registeredOn: '2024-07-01',
          endedOn: '2025-06-30',
          townshipCode: '331123105',
        },
        { divisionCode: '331123', registeredOn: '2023-07-01' },
        { divisionCode: '330102', registeredOn: '2022-07-01' },
      ],
    });
  });

  it('is each permit, and whether it is the one on the form', () => {
    const permits = [
      { permitNumber: 'A1', issuedBy: '330327', issuedOn: '2024-05-06', status: 'NORMAL' },
      { permitNumber: 'B2', issuedBy: '330102', issuedOn: '2015-05-06', status: 'CANCELLED', longTerm: true },
    ] as const;
    const one = { status: 'NORMAL', issuerDivision: '330327', issuedOn: '2024-05-06' };
    const other = { status: 'CANCELLED', issuerDivision: '330102', issuedOn: '2015-05-06', longTerm: true };

    expect(
      gather({ existingPermit: { permitNumber: 'A1' } }, answer({ permits })).existingPermits?.value,
    ).toStrictEqual([
      { ...one, numberMatches: true },
      { ...other, numberMatches: false },
    ]);
    expect(gather({}, answer({ permits })).existingPermits?.value).toStrictEqual([one, other]);
  });

  it('is data sharing before a paper, a confirmed paper before nothing', () => {
    const form: FormDraft = {
      proofs: { employment: ['LABOR_CONTRACT', 'SOCIAL_INSURANCE', 'BUSINESS_LICENSE'] },
    };
    const evidence = [
      { ground: 'employment', box: 'LABOR_CONTRACT', found: true },
      { ground: 'employment', box: 'SOCIAL_INSURANCE', found: false },
    ] as const;
    const materials = [
      { ground: 'employment', box: 'LABOR_CONTRACT', status: 'confirmed' },
      { ground: 'employment', box: 'SOCIAL_INSURANCE', status: 'confirmed' },
      { ground: 'employment', box: 'BUSINESS_LICENSE', status: 'awaiting-upload' },
    ] as const;

    expect(gather(form, answer({ evidence }), materials).grounds?.map((one) => one.evidence)).toEqual([
      'data-sharing',
      'document',
      'none',
    ]);
  });
});
