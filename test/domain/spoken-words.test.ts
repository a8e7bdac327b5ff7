import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { findingInWords, verdictInWords } from '../../functions/domain/finding-words.ts';
import type { FindingId, FindingRemedy } from '../../functions/domain/finding.ts';
import { reasonOf, remediesText } from '../../functions/domain/refusal.ts';
import { statusInWords } from '../../functions/domain/tracking.ts';
import type { Wording } from '../../functions/domain/wording.ts';
import { aSubmission } from '../support/case-changes.ts';

const FINDINGS: readonly FindingId[] = [
  'resident-regime',
  'floating-population',
  'ground-proved',
  'boxes-evidenced',
  'rented-house-safe',
  'registered-in-county',
  'address-as-registered',
  'applies-through-guardian',
  'agent-entitled',
  'existing-permit-held',
  'existing-permit-status',
  'existing-permit-issued-elsewhere',
  'existing-permit-in-term',
  'registered-six-months',
];
const REMEDIES: readonly FindingRemedy[] = [
  'USE_THE_ORDINARY_HOUSEHOLD_SERVICES',
  'USE_THE_REGIME_FOR_YOUR_DOCUMENT',
  'PROVE_ONE_GROUND',
  'ATTACH_THE_MISSING_MATERIALS',
  'HAVE_THE_HOUSE_CHECKED',
  'REGISTER_IN_COUNTY',
  'CORRECT_THE_ADDRESS',
  'APPLY_THROUGH_GUARDIAN',
  'APPLY_IN_PERSON',
  'COMPLETE_THE_AGENT',
  'APPLY_BY_REGISTRATION_TIME',
  'APPLY_BY_EXISTING_PERMIT',
  'RENEW_THE_ENDORSEMENT',
  'USE_CHANGE_OR_ENDORSEMENT',
  'WAIT_UNTIL_QUALIFIED',
  'GIVE_THE_FACT',
  'WAIT_FOR_A_HUMAN',
];
const POSITIONS: readonly (readonly [position: CaseRecord['position'], status: string])[] = [
  ['draft', 'draft'],
  ['submitted', 'submitted'],
  ['awaiting-correction', 'awaiting-correction'],
  ['returned', 'in-review'],
  ['in-review', 'in-review'],
  ['in-approval', 'in-approval'],
  ['issuing', 'issuing'],
  ['issued', 'issued'],
  ['refused', 'refused'],
  ['not-accepted', 'not-accepted'],
  ['withdrawn', 'withdrawn'],
  ['lapsed', 'lapsed'],
];

const isSentence = ({ zh, en }: Wording) => /^.+。$/su.test(zh) && /^[A-Z].+\.$/su.test(en);

describe('what a person is told', () => {
  it.each(FINDINGS)('of %s is a whole sentence in both languages, however it turned out', (id) => {
    for (const result of ['met', 'not-met', 'cannot-tell'] as const) {
      expect(isSentence(findingInWords({ id, result }))).toBe(true);
      expect(findingInWords({ id, result }).remedy).toBeNull();
    }
  });

  it.each(REMEDIES)('to do by %s is a whole sentence in both languages', (remedy) => {
    const { remedy: words } = findingInWords({ id: 'ground-proved', result: 'not-met', remedy });

    expect(words !== null && isSentence(words)).toBe(true);
  });

  it.each(['met', 'not-met', 'cannot-tell'] as const)(
    'of the whole, when it is %s, is a sentence',
    (verdict) => {
      expect(isSentence(verdictInWords(verdict))).toBe(true);
    },
  );

  it.each(POSITIONS)('of a case that is %s has the status %s and a sentence', (position, status) => {
    const said = statusInWords({ ...aSubmission().next, position });

    expect(said.status).toBe(status);
    expect(isSentence(said.words)).toBe(true);
  });
});

describe('a reason of the catalogue', () => {
  it.each([
    ['OUTSIDE_REGIME', '《浙江省流动人口居住登记条例》第三十八条'],
    ['NOT_FLOATING_POPULATION', '《浙江省流动人口居住登记条例》第二条第二款'],
    ['NOT_REGISTERED_IN_COUNTY', '《浙江省流动人口居住登记条例》第七条'],
    ['ADDRESS_NOT_AS_REGISTERED', '《浙江省流动人口居住登记条例》第十三条'],
  ] as const)('%s names its article: %s', (code, article) => {
    expect(reasonOf(code).article).toBe(article);
  });
});

describe('the remedies in law', () => {
  it('name the authority and both time limits', () => {
    const { zh, en } = remediesText('遂昌县');

    expect(zh).toContain('遂昌县人民政府');
    expect(zh).toMatch(/60日|六十日/u);
    expect(zh).toMatch(/六个月|6个月/u);
    expect(en).toMatch(/60 days|sixty days/u);
  });
});
