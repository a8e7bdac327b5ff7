import { CONSENTS, PAPER_CONSENTS } from '../journeys/forms.ts';
import { AMENDED_2026, INVENTED_2027 } from '../journeys/editions.ts';
import type { FuzzedPerson } from './people.ts';
import type { Live, Pool } from './pool.ts';

/** What a request is about, where it is about something that exists. */
export interface Circumstances {
  readonly pool: Pool;
  readonly live: Live | undefined;
  readonly holder: FuzzedPerson;
  readonly choice: number;
  /** In the path, of an officer or a permit. */
  readonly about: string | undefined;
}

/** A whole form of this person, as they would fill it in. @param atWindow with what a clerk reads off the card */
export function formOf(person: FuzzedPerson, atWindow: boolean): Readonly<Record<string, unknown>> {
  const held = person.permitNumber !== undefined;
  return {
    ...(atWindow && {
      citizenIdNumber: person.citizenIdNumber,
      fullName: person.fullName,
      sex: person.sex,
      ethnicGroup: '01',
      ...(person.mobilePhone !== undefined && { mobilePhone: person.mobilePhone }),
    }),
    registeredResidenceDivision: person.divisionCode,
    registeredResidenceAddress: '人民路9号',
    currentResidenceAddress: { townshipCode: '331123001', community: '北街社区', detail: '溪滨路101号' },
    recognitionType: held ? 'EXISTING_PERMIT' : 'REGISTRATION_TIME',
    ...(held && { existingPermit: { permitNumber: person.permitNumber } }),
    proofs: { employment: ['SOCIAL_INSURANCE'] },
  };
}

type Overlay = (circumstances: Circumstances) => Readonly<Record<string, unknown>>;

const ofVersion: Overlay = ({ live }) => ({ version: live?.version ?? 1 });

/** By operation: the fields that must fit what exists, if the request is to get anywhere. */
const OVERLAYS: Readonly<Record<string, Overlay>> = {
  'create-draft': ({ holder }) => ({ form: formOf(holder, false) }),
  'update-draft': ({ holder, live }) => ({ form: formOf(holder, false), version: live?.version ?? 1 }),
  'submit-application': ({ live }) => ({ ...CONSENTS, version: live?.version ?? 1 }),
  'correct-application': ({ live }) => ({ ...CONSENTS, version: live?.version ?? 1 }),
  'withdraw-application': ofVersion,
  'set-message-preferences': ofVersion,
  'add-material': ofVersion,
  'add-case-material': ofVersion,
  'enter-application': ({ holder, choice }) => ({
    form: formOf(holder, true),
    ...(choice % 3 === 0 && { submission: PAPER_CONSENTS }),
  }),
  'correct-case': ({ live }) => ({ ...PAPER_CONSENTS, version: live?.version ?? 1 }),
  'record-decision': ({ live, choice }) => {
    const stage = live?.stage ?? 'acceptance';
    const outcomes = OUTCOMES[stage] ?? OUTCOMES['acceptance'] ?? [];
    return { stage, outcome: outcomes[choice % outcomes.length], version: live?.version ?? 1 };
  },
  'reassign-task': ({ live, choice }) => ({
    to: ['acceptor-1', 'reviewer-1', 'approver-2', 'deputy-1', 'clerk-acceptor-1'][choice % 5],
    version: live?.version ?? 1,
  }),
  'set-permit-status': ofVersion,
  'track-application': ({ pool, choice, holder }) => ({
    applicationNumber:
      pool.pick(choice, (live) => live.applicationNumber !== undefined)?.applicationNumber ?? '1',
    idLastFour: holder.citizenIdNumber.slice(-4),
  }),
  'load-calendar': ({ pool, choice }) => {
    const edition = choice % 2 === 0 ? INVENTED_2027 : AMENDED_2026;
    return { edition, replaces: pool.editions.get(edition.year) ?? null };
  },
  'update-staff': ({ pool, about }) => ({
    version: pool.staffVersions.get(about ?? '') ?? 0,
    office: 'center',
    roles: ['acceptor'],
    active: true,
    deputies: [],
  }),
};

const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  acceptance: ['accept', 'accept', 'request-correction', 'refuse-to-accept'],
  review: ['endorse', 'endorse', 'return', 'reject'],
  approval: ['approve', 'approve', 'return', 'reject'],
};

/** A valid body, with the fields that must fit what exists made to fit. */
export function fitted(operationId: string, body: unknown, circumstances: Circumstances): unknown {
  const overlay = OVERLAYS[operationId];
  if (!overlay || typeof body !== 'object' || body === null) return body;
  return { ...body, ...overlay(circumstances) };
}
