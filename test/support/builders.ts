import { createHash } from 'node:crypto';
import { submitCase } from '../../functions/casework/submit-case.ts';
import { ownerKeysOf } from '../../functions/casework/drafts.ts';
import { recordFacts } from '../../functions/casework/record-facts.ts';
import type { Role, StaffMember } from '../../functions/domain/account.ts';
import type { Draft, MaterialRecord } from '../../functions/domain/application.ts';
import type { Actor, CaseFact, ClockDates } from '../../functions/domain/case-event.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import type { CompleteForm, Consents } from '../../functions/domain/form.ts';
import type { PopulationFacts, VerifiedPerson } from '../../functions/domain/person.ts';
import type { Action, Stage } from '../../functions/domain/status.ts';
import type { FakeWorld } from './fake-world.ts';

/** Chen Xiaoning, from Cangnan, lives in Suichang; made up, like every number here. */
export const CHEN: VerifiedPerson = {
  citizenIdNumber: '330327199102140017',
  fullName: '陈晓宁',
  sex: '1',
  ethnicGroup: '01',
  mobilePhone: '13800000001',
  authlevel: 3,
};

/** Lin Yuzhen, who has nothing to do with Chen. */
export const LIN: VerifiedPerson = {
  citizenIdNumber: '330327198807060020',
  fullName: '林玉珍',
  sex: '2',
  mobilePhone: '13800000002',
  authlevel: 2,
};

/** What the online applicant has agreed to. */
export const CONSENTS: Consents = {
  commitment: { textVersion: 'commitment-2023-1' },
  notice: { textVersion: 'notice-2023-1' },
  declaration: { textVersion: 'declaration-2023-1' },
};

/** Registered in Suichang since last summer, with an older permit of Cangnan. */
export const CHENS_FACTS: PopulationFacts = {
  householdDivision: '330327',
  registrations: [{ divisionCode: '331123', address: '妙高街道', registeredOn: '2025-07-01' }],
  permits: [
    { permitNumber: '3303272024000123', issuedBy: '330327', issuedOn: '2024-05-06', status: 'NORMAL' },
  ],
  evidence: [],
  household: [],
};

/** A form with nothing wrong: a labour contract, recognition of an existing permit. */
export function aForm(person: VerifiedPerson = CHEN, more: Partial<CompleteForm> = {}): CompleteForm {
  return {
    citizenIdNumber: person.citizenIdNumber,
    fullName: person.fullName,
    sex: person.sex === '1' ? '男' : '女',
    ethnicGroup: '01',
    registeredResidenceDivision: '330327',
    registeredResidenceAddress: '灵溪镇人民路1号',
    currentResidenceAddress: { townshipCode: '331123001', community: '东街社区', detail: '凯恩路8号301室' },
    recognitionType: 'EXISTING_PERMIT',
    existingPermit: { permitNumber: '3303272024000123' },
    proofs: { employment: ['LABOR_CONTRACT'] },
    mobilePhone: person.mobilePhone ?? '13800000009',
    ...more,
  };
}

/** A confirmed file that still lies in quarantine. Its bytes are its own key. */
function aMaterial(
  draftId: string,
  ground: string,
  box: string,
  more: Partial<MaterialRecord> = {},
): MaterialRecord {
  const key = `quarantine/${draftId}/${ground}`;
  return {
    id: `${ground}-1`,
    ground,
    box,
    fileName: `${ground}.jpg`,
    contentType: 'image/jpeg',
    sizeBytes: key.length,
    sha256: createHash('sha256').update(key).digest('hex'),
    status: 'confirmed',
    reasons: [],
    key,
    ...more,
  };
}

/** A draft that could be submitted, not stored yet. */
export function aDraft(id: string, ownerKeys: readonly string[], more: Partial<Draft> = {}): Draft {
  return {
    id,
    version: 1,
    channel: 'online',
    ownerKeys,
    form: aForm(),
    materials: [aMaterial(id, 'photo', 'APPLICANT'), aMaterial(id, 'employment', 'LABOR_CONTRACT')],
    createdAt: '2026-03-02T08:00:00.000+08:00',
    updatedAt: '2026-03-02T08:00:00.000+08:00',
    expiresAt: '2026-05-31T08:00:00.000+08:00',
    ...more,
  };
}

/** An officer of the centre, in office. */
export function anOfficer(id: string, ...roles: readonly Role[]): StaffMember {
  return { id, displayName: id, roles, office: 'center', active: true };
}

/** Stores a draft with its files and submits it. */
export async function submitted(
  world: FakeWorld,
  person: VerifiedPerson = CHEN,
  form = aForm(person),
): Promise<CaseRecord> {
  const ownerKeys = await ownerKeysOf(world, form);
  const draft = aDraft(world.newId(), ownerKeys, { form });
  for (const { key } of draft.materials) world.outside.files.set(key, Buffer.from(key));
  await world.drafts.save(draft);
  return submitCase(world, draft, CONSENTS, { kind: 'applicant', id: ownerKeys[0] ?? '' });
}

/** Two working days from Monday, 2 March 2026. */
export const CLOCK: ClockDates = {
  acceptedAt: '2026-03-02T09:00:00.000+08:00',
  warnAt: '2026-03-04T08:30:00.000+08:00',
  dueAt: '2026-03-04T17:30:00.000+08:00',
  deadlineAt: '2026-03-05T00:00:00.000+08:00',
  editions: [],
};

/** Records an officer's opinion, as the desk would. */
export async function decided(
  world: FakeWorld,
  caseId: string,
  stage: Stage,
  outcome: Action,
  officer = `${stage}-officer`,
): Promise<CaseRecord> {
  const record = await world.cases.find(caseId);
  if (!record) throw new Error(`No case ${caseId}`);
  const actor: Actor = { kind: 'staff', id: officer };
  const fact: CaseFact = {
    type: 'decided',
    stage,
    outcome,
    reasons: [],
    overrides: [],
    ...(outcome === 'accept' && !record.clock && { clock: CLOCK }),
  };
  return recordFacts(world, record, actor, [fact]);
}

/** A case that the approver has approved, with every finding gathered. */
export async function approved(world: FakeWorld): Promise<CaseRecord> {
  const { id } = await submitted(world);
  await decided(world, id, 'acceptance', 'accept');
  await decided(world, id, 'review', 'endorse');
  return decided(world, id, 'approval', 'approve');
}
