import { describe, expect, it } from 'vitest';
import { CountyRules } from '../../functions/domain/county-rules.ts';
import { assess, overallVerdict } from '../../functions/domain/eligibility.ts';
import { Facts } from '../../functions/domain/facts.ts';
import { claimedFacts, factsOfCase } from '../../functions/domain/gather-facts.ts';
import type { PopulationFacts } from '../../functions/domain/person.ts';

const today = '2026-11-20';
const SUICHANG = { divisionCode: '331123' };
const form = {
  recognitionType: 'EXISTING_PERMIT' as const,
  citizenIdNumber: '330102199001010012',
  registeredResidenceDivision: '330102',
  currentResidenceAddress: { townshipCode: '331123001' },
  proofs: {
    employment: ['LABOR_CONTRACT' as const, 'SOCIAL_INSURANCE' as const, 'BUSINESS_LICENSE' as const],
  },
  existingPermit: { permitNumber: 'A1' },
};
const population: PopulationFacts = {
  householdDivision: '331123',
  registrations: [{ divisionCode: '331123', address: '遂昌县妙高街道东街社区', registeredOn: '2026-01-01' }],
  permits: [
    { permitNumber: 'A1', issuedBy: '330604', issuedOn: '2014-05-01', status: 'NORMAL', longTerm: true },
  ],
  evidence: [
    { ground: 'employment', box: 'SOCIAL_INSURANCE', found: true },
    { ground: 'employment', box: 'BUSINESS_LICENSE', found: false },
  ],
  household: [],
};

describe('the facts of a case', () => {
  it('prefer the province’s word to the person’s, and a paper counts for its box', () => {
    const materials = [{ ground: 'employment', box: 'LABOR_CONTRACT', status: 'confirmed' as const }];

    const facts = factsOfCase(form, population, materials, today, SUICHANG);

    expect(facts.registeredResidenceDivision).toEqual({ value: '331123', source: 'provincial-registry' });
    expect(facts.grounds).toEqual([
      { box: 'employment/LABOR_CONTRACT', evidence: 'document' },
      { box: 'employment/SOCIAL_INSURANCE', evidence: 'data-sharing' },
      { box: 'employment/BUSINESS_LICENSE', evidence: 'none' },
    ]);
    expect(facts.registrations?.value).toEqual([
      { divisionCode: '331123', registeredOn: '2026-01-01', townshipCode: '331123001' },
    ]);
    expect(facts.existingPermits?.value).toEqual([
      {
        status: 'NORMAL',
        issuerDivision: '330604',
        issuedOn: '2014-05-01',
        longTerm: true,
        numberMatches: true,
      },
    ]);
    expect(Facts.safeParse(facts).success).toBe(true);
  });

  it('carry neither name, number nor permit number', () => {
    const facts = JSON.stringify(factsOfCase(form, population, [], today, SUICHANG));

    expect(facts).not.toContain('330102199001010012');
    expect(facts).not.toContain('A1');
  });

  it('leave unknown what the province could not be asked', () => {
    const facts = factsOfCase(form, undefined, [], today, SUICHANG);

    expect(facts.registrations).toBeUndefined();
    expect(facts.existingPermits).toBeUndefined();
  });
});

describe('the facts of a pre-check', () => {
  it('are claims and let six months be tried before anything is proved', () => {
    const claims = {
      recognitionType: 'REGISTRATION_TIME' as const,
      citizenIdNumber: '330102199001010012',
      registeredResidenceDivision: '330102',
      currentResidenceAddress: { townshipCode: '331123001' },
      proofs: { schooling: ['HIGHER_EDUCATION' as const] },
      residenceRegistrations: [{ divisionCode: '331123', registeredOn: '2026-05-20' }],
    };

    const findings = assess(claimedFacts(claims, today), CountyRules.parse({ divisionCode: '331123' }), {
      today,
      springFestivals: [],
    });

    expect(overallVerdict(findings)).toBe('met');
    expect(new Set(findings.map(({ source }) => source))).toEqual(new Set(['applicant-claim', 'none']));
  });

  it('know nothing of a permit’s status', () => {
    expect(claimedFacts(form, today).existingPermits?.value).toEqual([{ status: 'UNKNOWN' }]);
  });
});
