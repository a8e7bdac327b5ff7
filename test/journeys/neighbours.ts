import { checkMod11And2 } from '../../functions/domain/iso7064.ts';
import type { SeededPerson } from '../../infra/local/province/seed.ts';
import { CARD_OF_PERMIT_1, FORM_OF_PERMIT_1 } from './forms.ts';

/** How an application comes in, and who speaks for whom. */
export const CHANNELS = [
  'online',
  'guardian',
  'relative',
  'window',
  'window-accepted',
  'window-no-phone',
] as const;
export type Channel = (typeof CHANNELS)[number];
export type RecognitionType = 'EXISTING_PERMIT' | 'REGISTRATION_TIME';

/** Somebody who applies, invented like the rest: the form as it is typed, who signs in for it, and where the SMS go. */
export interface Applicant {
  readonly channel: Channel;
  readonly type: RecognitionType;
  readonly holderId: string;
  readonly permitNumber: string | undefined;
  /** The holder, or the guardian or relative. */
  readonly signsIn: string;
  readonly phone: string | undefined;
  readonly form: Readonly<Record<string, unknown>>;
  /** Unknown to the province until it is told: what the product is started with. */
  readonly people: readonly SeededPerson[];
}

/** What differs by age: the day of birth, who applies, and on what ground. */
const KINDS = {
  adult: { born: '19880808', proofs: { employment: ['LABOR_CONTRACT'] } },
  child: { born: '20150909', proofs: { schooling: ['PRIMARY_SCHOOL'] }, relationship: 'guardian' },
  elder: { born: '19430105', proofs: { residence: ['OWNED_HOUSE'] }, relationship: 'close-relative' },
} as const;

/** @param serial 0 … 499, another one for each applicant of a product */
export function applicantOf(channel: Channel, type: RecognitionType, serial: number): Applicant {
  const kind = channel === 'guardian' ? 'child' : channel === 'relative' ? 'elder' : 'adult';
  const { born, proofs } = KINDS[kind];
  const phone = channel === 'window-no-phone' ? undefined : `1360000${String(serial).padStart(4, '0')}`;
  const permitNumber =
    type === 'EXISTING_PERMIT' ? `33010600007${String(serial).padStart(5, '0')}` : undefined;
  const holder = personOf(
    `holder-${serial}`,
    born,
    serial,
    permitNumber,
    kind === 'adult' ? phone : undefined,
  );
  const agent =
    kind === 'adult' ? undefined : personOf(`agent-${serial}`, '19820226', serial, undefined, phone);
  return {
    channel,
    type,
    holderId: holder.id,
    permitNumber,
    signsIn: (agent ?? holder).id,
    phone,
    people: agent ? [holder, agent] : [holder],
    form: {
      ...FORM_OF_PERMIT_1,
      citizenIdNumber: holder.idNumber,
      fullName: holder.name,
      sex: CARD_OF_PERMIT_1.sex,
      ethnicGroup: CARD_OF_PERMIT_1.ethnicGroup,
      recognitionType: type,
      existingPermit: permitNumber === undefined ? undefined : { permitNumber },
      proofs,
      ...(phone !== undefined && { mobilePhone: phone }),
      ...(kind === 'elder' && { frail: true }),
      ...(agent &&
        'relationship' in KINDS[kind] && {
          agent: {
            name: agent.name,
            citizenIdNumber: agent.idNumber,
            relationship: KINDS[kind].relationship,
            mobilePhone: phone,
          },
        }),
    },
  };
}

/** Registered here for over six months; with a permit of Hangzhou where one is given. */
function personOf(
  id: string,
  born: string,
  serial: number,
  permitNumber: string | undefined,
  mobilePhone: string | undefined,
): SeededPerson {
  const digits = `3303${String(20 + Math.floor(serial / 500)).padStart(2, '0')}${born}${String(1 + 2 * (serial % 499)).padStart(3, '0')}`;
  return {
    id,
    about: 'for a journey',
    name: id.startsWith('holder') ? '邻居甲' : '亲属乙',
    roles: ['applicant'],
    idType: '1',
    idNumber: `${digits}${checkMod11And2(digits)}`,
    sex: '1',
    ethnicGroup: '01',
    ...(mobilePhone !== undefined && { mobilePhone }),
    authlevel: 3,
    householdDivision: FORM_OF_PERMIT_1.registeredResidenceDivision,
    household: [],
    registrations: [
      {
        divisionCode: '331123',
        address: '浙江省丽水市遂昌县妙高街道溪滨路101号',
        registeredOn: '2025-06-01',
      },
    ],
    permits:
      permitNumber === undefined
        ? []
        : [{ permitNumber, issuedBy: '330106', issuedOn: '2024-05-10', status: 'NORMAL' }],
    evidence: [],
  };
}
