import { describe, expect, it } from 'vitest';
import type { FormContext } from '../../functions/domain/form-check.ts';
import type { FormDraft } from '../../functions/domain/form.ts';
import { consents, contextWith, formWith, told } from './form-builder.ts';

const address = (townshipCode: string): FormDraft => ({
  currentResidenceAddress: { townshipCode, community: '东街社区', detail: '凯恩路2号' },
});
const registrations = (registeredOn: string, endedOn?: string): FormDraft => ({
  residenceRegistrations: [{ divisionCode: '331123', registeredOn, ...(endedOn && { endedOn }) }],
});
const AGENT = {
  name: '林玉珍',
  citizenIdNumber: '330327198807060020',
  relationship: 'close-relative',
  mobilePhone: '13800000002',
} as const;
const PAPERS = contextWith().materials;
const withPapers = (...boxes: readonly string[]): FormContext =>
  contextWith({
    materials: [
      ...PAPERS,
      ...boxes.map((box) => ({ ground: 'identity', box, status: 'confirmed' as const })),
    ],
  });

describe('a form on the very edge', () => {
  it.each<readonly [about: string, form: FormDraft, defects: readonly string[]]>([
    ['a listed township', address('331123002'), []],
    [
      'a township that is not listed',
      address('331123999'),
      ['/currentResidenceAddress/townshipCode TOWNSHIP_NOT_IN_COUNTY'],
    ],
    [
      'a township of another county',
      address('330102001'),
      ['/currentResidenceAddress/townshipCode TOWNSHIP_NOT_IN_COUNTY'],
    ],
    [
      'a code too long',
      address('3311230011'),
      ['/currentResidenceAddress/townshipCode TOWNSHIP_NOT_IN_COUNTY'],
    ],
    [
      'a letter before the code',
      address('x331123001'),
      ['/currentResidenceAddress/townshipCode TOWNSHIP_NOT_IN_COUNTY'],
    ],
    ['registered today, for one day', registrations('2026-11-20', '2026-11-20'), []],
    ['a registration that still runs', registrations('2026-01-01'), []],
    ['a registration that ended later', registrations('2026-01-01', '2026-02-01'), []],
    [
      'a registration that ended before',
      registrations('2026-02-01', '2026-01-31'),
      ['/residenceRegistrations/0/endedOn DAYS_REVERSED'],
    ],
    [
      'a registration of tomorrow',
      registrations('2026-11-21'),
      ['/residenceRegistrations/0/registeredOn DAY_IN_FUTURE'],
    ],
    ['a permit of today', { existingPermit: { issuedOn: '2026-11-20' } }, []],
    [
      'a permit of tomorrow',
      { existingPermit: { issuedOn: '2026-11-21' } },
      ['/existingPermit/issuedOn DAY_IN_FUTURE'],
    ],
    ['a permit of an unknown day', { existingPermit: {} }, []],
    [
      'a township for a county',
      { registeredResidenceDivision: '331123001' },
      ['/registeredResidenceDivision DIVISION_CODE'],
    ],
    [
      'the sex of a number that is wrong itself',
      { citizenIdNumber: '330102199001010013', sex: '女' },
      ['/citizenIdNumber CITIZEN_ID_CHECK'],
    ],
    ['no sex at all', { sex: undefined }, ['/sex FIELD_REQUIRED']],
    ['no number at all', { citizenIdNumber: undefined }, ['/citizenIdNumber FIELD_REQUIRED']],
  ])('%s', (_, changes, defects) => {
    expect(told(formWith(changes))).toEqual(defects);
  });

  it('of a county whose townships nobody has listed takes any code of it', () => {
    const context = contextWith({ county: { divisionCode: '331122' } });

    expect(told(formWith(address('331122999')), context)).toEqual([]);
    expect(told(formWith(address('331123001')), context)).toEqual([
      '/currentResidenceAddress/townshipCode TOWNSHIP_NOT_IN_COUNTY',
    ]);
  });

  it.each([
    ['today', '2026-11-20', []],
    ['tomorrow', '2026-11-21', ['/declaration/signedOn DAY_IN_FUTURE']],
    ['on no day that is known', undefined, []],
  ])('signed %s', (_, signedOn, defects) => {
    const declaration = { ...consents.declaration, ...(signedOn && { signedOn }) };

    expect(told(formWith(), contextWith({ consents: { ...consents, declaration } }))).toEqual(defects);
  });

  it('not signed yet is checked all the same', () => {
    const { consents: _unsigned, ...context } = contextWith();

    expect(told(formWith(), context)).toEqual([]);
  });
});

describe('a file', () => {
  const missing = '/proofs/employment/0 MATERIAL_MISSING';

  it.each([
    [
      'of the same box of another ground',
      [{ ground: 'residence', box: 'LABOR_CONTRACT', status: 'confirmed' }],
    ],
    ['of another box of the same ground', [{ ground: 'employment', box: 'OTHER', status: 'confirmed' }]],
    ['that was rejected', [{ ground: 'employment', box: 'LABOR_CONTRACT', status: 'rejected' }]],
  ] as const)('%s proves nothing', (_, files) => {
    const context = contextWith({ materials: [...PAPERS.slice(0, 1), ...files] });

    expect(told(formWith(), context)).toEqual([missing]);
  });
});

describe('an agent', () => {
  const frail = { frail: true, agent: AGENT };
  const papers = withPapers('AGENT', 'KINSHIP');

  it.each<readonly [about: string, form: FormDraft, defects: readonly string[]]>([
    ['of a frail person, in order', frail, []],
    [
      'with a wrong number',
      { ...frail, agent: { ...AGENT, citizenIdNumber: '330327198807060021' } },
      ['/agent/citizenIdNumber CITIZEN_ID_CHECK'],
    ],
    [
      'with a wrong telephone',
      { ...frail, agent: { ...AGENT, mobilePhone: '123' } },
      ['/agent/mobilePhone MOBILE_NUMBER'],
    ],
    ['with a wrong name', { ...frail, agent: { ...AGENT, name: 'Lin' } }, ['/agent/name NAME_CHARACTERS']],
    [
      'of whom nothing is known',
      { frail: true, agent: {} },
      [
        '/agent/name FIELD_REQUIRED',
        '/agent/citizenIdNumber FIELD_REQUIRED',
        '/agent/relationship FIELD_REQUIRED',
        '/agent/mobilePhone FIELD_REQUIRED',
      ],
    ],
    [
      'of a child, whose relationship is not said',
      { citizenIdNumber: '330102201501010019', agent: { ...AGENT, relationship: undefined } },
      ['/agent/relationship FIELD_REQUIRED'],
    ],
    [
      'of somebody whose number is not given',
      { ...frail, citizenIdNumber: undefined },
      ['/citizenIdNumber FIELD_REQUIRED'],
    ],
  ])('%s', (_, changes, defects) => {
    const { agent, ...others } = changes;
    const form = formWith({ ...others, ...(agent && { agent }) });

    expect(told(form, papers)).toEqual(defects);
  });
});
