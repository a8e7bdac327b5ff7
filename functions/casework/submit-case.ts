import * as z from 'zod';
import type { Draft, Opinion } from '../domain/application.ts';
import { makeApplicationNumber } from '../domain/application-number.ts';
import { acceptByFrom, clockFrom } from '../domain/case-clock.ts';
import { canonicalJson, sha256Hex } from '../domain/canonical.ts';
import type { Actor, CaseFact } from '../domain/case-event.ts';
import { advance } from '../domain/case-fold.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { officeFor } from '../domain/county.ts';
import { completeForm, checkForm, type FormContext } from '../domain/form-check.ts';
import type { CompleteForm, Consents } from '../domain/form.ts';
import { inForm } from '../domain/identity-check.ts';
import { dayOf } from '../domain/instant.ts';
import { RuleError } from '../domain/rule-error.ts';
import { inventedPersonDefects } from '../domain/synthetic.ts';
import type { World } from '../ports.ts';
import { ownerKeysOf } from './drafts.ts';
import { groundsOf, lookupsOf } from './lookups.ts';
import { calendarOf } from './record-facts.ts';
import { strangePhoneOf } from './strange-phone.ts';

/** What the applicant holds in hand afterwards. */
export const Receipt = z.strictObject({
  id: z.string(),
  applicationNumber: z.string(),
  receivedAt: z.string(),
  /** By when somebody must have accepted; null while the calendar is not published. */
  acceptBy: z.string().nullable(),
});

/** What the person who submitted is told; `acceptBy` is null while the calendar is not published. */
export function receiptOf(record: CaseRecord): z.input<typeof Receipt> {
  const { id, applicationNumber, receivedAt, acceptBy } = record;
  return { id, applicationNumber, receivedAt, acceptBy: acceptBy ?? null };
}

/**
 * Turns a complete draft into a case: one transaction writes the first event, the record, the frozen form, the
 * owed message, and takes the draft away; then the machine is started. A start that fails is repeated by the
 * same call.
 * @param more.accepted the clerk who is also acceptor accepts in the same act: their opinion, and the clock starts
 * @param more.verifiedPhone of who signs, by the state's sign-in
 * @throws RuleError FORM_INCOMPLETE with every defect, OPEN_APPLICATION_EXISTS, TRY_LATER; StaleWriteError
 */
export async function submitCase(
  world: World,
  draft: Draft,
  consents: Consents,
  actor: Actor,
  { accepted = false, verifiedPhone }: { accepted?: boolean; verifiedPhone?: string | undefined } = {},
): Promise<CaseRecord> {
  const form = await checkedForm(world, draft, consents);
  const now = world.now();
  const calendar = await calendarOf(world);
  const { hours } = world.county;
  const sealed = sealForm(world, form, consents);
  const submitted: CaseFact = {
    type: 'submitted',
    applicationNumber: makeApplicationNumber(dayOf(now), world.randomBytes(8)),
    draftVersion: draft.version,
    channel: draft.channel,
    recognitionType: form.recognitionType,
    office: officeFor(world.county, form.currentResidenceAddress.townshipCode),
    ownerKeys: await ownerKeysOf(world, form),
    formHash: sealed.formHash,
    texts: sealed.texts,
    materials: confirmedMaterials(draft).map(({ id, sha256 }) => ({ id, sha256 })),
    grounds: groundsOf(form),
    ...(draft.enteredBy && { enteredBy: draft.enteredBy }),
    ...(draft.synthetic && { synthetic: draft.synthetic }),
    ...withDefined('acceptBy', acceptByFrom(calendar, now, hours)),
  };
  const opinion: CaseFact = {
    type: 'decided',
    stage: 'acceptance',
    outcome: 'accept',
    reasons: [],
    overrides: [],
    clock: clockFrom(calendar, now, hours),
  };
  const facts: [CaseFact, ...CaseFact[]] = accepted ? [submitted, opinion] : [submitted];
  const { next, events } = advance(undefined, { caseId: draft.id, at: now, actor, facts });
  const details = {
    form,
    salt: sealed.salt,
    materials: confirmedMaterials(draft),
    findings: [],
    opinions: accepted ? [windowOpinion(world, actor)] : [],
    ...(draft.messages && { messages: draft.messages }),
  };
  await world.cases.commit({
    next,
    events,
    details: { ...details, strangePhone: await strangePhoneOf(world, details, verifiedPhone) },
    draft,
    // A holder for whom somebody else files hears of it, where they have a number of their own.
    owes: [accepted ? 'accepted' : 'received', ...(form.agent ? (['filed-for-you'] as const) : [])],
    lookups: await lookupsOf(world, form),
  });
  await world.workflow.start(draft.id);
  return next;
}

/** What is signed: the form with the texts that were before the person, under a salted hash that the events keep. */
export function sealForm(world: World, form: CompleteForm, consents: Consents) {
  const salt = Buffer.from(world.randomBytes(16)).toString('hex');
  const texts = {
    ...(consents.commitment && { commitment: consents.commitment.textVersion }),
    notice: consents.notice?.textVersion ?? '',
    declaration: consents.declaration?.textVersion ?? '',
  };
  return { salt, texts, formHash: sha256Hex(`${salt}${canonicalJson({ form, texts })}`) };
}

/**
 * The form with nothing wrong; the province is asked only where a paper is missing that it might stand in for.
 * @throws RuleError FORM_INCOMPLETE; TRY_LATER where it is asked and silent
 */
export async function checkedForm(world: World, draft: Draft, consents: Consents): Promise<CompleteForm> {
  const invented = draft.synthetic ? [] : inventedPersonDefects(draft.form);
  if (invented.length > 0) throw new RuleError('FORM_INCOMPLETE', inForm(invented));
  const context: FormContext = {
    channel: draft.channel,
    today: dayOf(world.now()),
    county: world.county.rules,
    materials: draft.materials,
    verified: [],
    consents,
  };
  // What the province knows of somebody is not told to another who says they are a relative: they bring the papers.
  const alone = draft.form.agent === undefined && !draft.synthetic;
  const onlyPapers = alone && checkForm(draft.form, context).some(({ code }) => code === 'MATERIAL_MISSING');
  const verified = onlyPapers ? await sharedEvidence(world, draft.form.citizenIdNumber) : [];
  // Only what is typed at the window comes in one body with its form; there the consents have a place of their own.
  const consentsAt = draft.channel === 'window' && !draft.correction ? '/submission' : '';
  return completeForm(draft.form, { ...context, verified }, consentsAt);
}

async function sharedEvidence(
  world: World,
  citizenIdNumber: string | undefined,
): Promise<FormContext['verified']> {
  if (!citizenIdNumber) return [];
  try {
    const { evidence } = await world.population.lookUp(citizenIdNumber);
    return evidence.filter(({ found }) => found);
  } catch (cause) {
    throw new RuleError('TRY_LATER', [], {}, { cause });
  }
}

/** The files that have passed their examination; the others do not become part of the case. */
export function confirmedMaterials(draft: Draft) {
  return draft.materials.filter(({ status }) => status === 'confirmed');
}

function withDefined<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

/** The opinion of a clerk who accepts at the counter, in the words Annex 1 prints. */
function windowOpinion(world: World, actor: Actor): Opinion {
  return {
    stage: 'acceptance',
    outcome: 'accept',
    comment: '窗口当场受理。',
    officer: actor.id,
    at: world.now(),
    reasons: [],
    overrides: [],
  };
}
