import * as z from 'zod';
import type { Caller } from '../domain/account.ts';
import type { CaseDetails, Draft, OpenForCorrection } from '../domain/application.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { acceptByFrom } from '../domain/case-clock.ts';
import type { Actor, CaseFact } from '../domain/case-event.ts';
import { advance } from '../domain/case-fold.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { normaliseForm } from '../domain/form-normalise.ts';
import { FormDraft, type Consents } from '../domain/form.ts';
import { toMillis, type Instant } from '../domain/instant.ts';
import { NoticeReason } from '../domain/notice.ts';
import { reasonOf } from '../domain/refusal.ts';
import { RuleError, StaleWriteError } from '../domain/rule-error.ts';
import { notAllowedNow } from '../domain/tracking.ts';
import type { World } from '../ports.ts';
import { expectVersion, isOwn, ownerKeysOf } from './drafts.ts';
import { lookupsOf } from './lookups.ts';
import { calendarOf } from './record-facts.ts';
import { strangePhoneOf } from './strange-phone.ts';
import { checkedForm, confirmedMaterials, sealForm } from './submit-case.ts';
import { MaterialView, materialView } from './views.ts';
import { wakeMachine } from './wake-machine.ts';

/** What the applicant is asked to correct: every reason at once, what is open, and until when. */
export const CorrectionView = z.strictObject({
  correctBy: z.string(),
  reasons: z.array(NoticeReason),
  /** Top-level fields of the form that may be changed. */
  fields: z.array(z.string()),
  /** Grounds whose files may be added or taken out. */
  grounds: z.array(z.string()),
  /** Version of the draft: PUT, the material routes and the correction name it. */
  version: z.int(),
  form: FormDraft,
  materials: z.array(MaterialView),
});

/** The draft in which the applicant corrects, as the request opens it: the case as it was signed. */
export function correctionDraft(
  record: CaseRecord,
  details: CaseDetails,
  correction: OpenForCorrection,
  now: Instant,
): Draft {
  return {
    id: record.id,
    // The number the case itself shows once correction is asked for, so that one number is right for both.
    version: record.version + 1,
    channel: record.channel,
    ownerKeys: record.ownerKeys,
    ...(record.enteredBy && { enteredBy: record.enteredBy }),
    ...(record.synthetic && { synthetic: record.synthetic }),
    form: details.form,
    materials: details.materials,
    createdAt: now,
    updatedAt: now,
    correction,
    expiresAt: correction.correctBy,
  };
}

/** Null unless the case waits for a correction. */
export async function correctionOf(
  world: World,
  record: CaseRecord,
): Promise<z.input<typeof CorrectionView> | null> {
  const draft = record.position === 'awaiting-correction' ? await world.drafts.find(record.id) : undefined;
  if (!draft?.correction) return null;
  const { reasons, fields, grounds } = draft.correction;
  return {
    // The record's: a calendar edition may have moved it since the draft was opened.
    correctBy: record.correctBy ?? draft.correction.correctBy,
    reasons: reasons.map(({ code, note }) => {
      const { zh, en, article } = reasonOf(code);
      return { code, zh, en, article, note: note ?? null };
    }),
    fields: [...fields],
    grounds: [...grounds],
    version: draft.version,
    form: draft.form,
    materials: draft.materials.map(materialView),
  };
}

/** What was read of a correction, the draft before the case: then a draft that is missing was missing all along. */
interface ReadCorrection {
  readonly draft: Draft | undefined;
  readonly record: CaseRecord;
}

/**
 * The draft of a correction that may be sent now.
 * @throws RuleError ACTION_NOT_ALLOWED, CORRECTION_OVERDUE from the end of its time on, even where the timer is late,
 *   NOT_FOUND, STALE_VERSION; StaleWriteError where the correction was asked for in between
 */
export function correctionToSend(
  world: World,
  { draft, record }: ReadCorrection,
  caller: Caller,
  version: number,
): Draft {
  const { position, correctBy } = record;
  if (position !== 'awaiting-correction') throw notAllowedNow(record);
  if (correctBy !== undefined && toMillis(world.now()) >= toMillis(correctBy))
    throw new RuleError('CORRECTION_OVERDUE');
  if (!draft) throw new StaleWriteError(`The draft of ${record.id} was opened in between`);
  if (!isOwn(draft, caller)) throw new RuleError('NOT_FOUND');
  expectVersion(draft, version);
  return draft;
}

/**
 * Records the correction in one transaction, takes its draft away, and wakes the machine: the findings are gathered
 * anew, and the five working days to accept begin again.
 * @param verifiedPhone of who signs, by the state's sign-in
 * @throws RuleError ACTION_NOT_ALLOWED, FORM_INCOMPLETE with every defect; StaleWriteError
 */
export async function correctCase(
  world: World,
  record: CaseRecord,
  draft: Draft,
  consents: Consents,
  actor: Actor,
  verifiedPhone?: string,
): Promise<CaseRecord> {
  const details = await world.cases.findDetails(record.id);
  if (record.position !== 'awaiting-correction' || !details) throw new RuleError('ACTION_NOT_ALLOWED');
  if (isUnchanged(details, draft)) throw new RuleError('CORRECTION_UNCHANGED');
  const form = await checkedForm(world, draft, consents);
  const { salt, texts, formHash } = sealForm(world, form, consents);
  const now = world.now();
  const acceptBy = acceptByFrom(await calendarOf(world), now, world.county.hours);
  const materials = confirmedMaterials(draft);
  const fact: CaseFact = {
    type: 'corrected',
    draftVersion: draft.version,
    ownerKeys: await ownerKeysOf(world, form),
    formHash,
    texts,
    materials: materials.map(({ id, sha256 }) => ({ id, sha256 })),
    ...(acceptBy && { acceptBy }),
  };
  const strangePhone = await strangePhoneOf(world, { ...details, form }, verifiedPhone, details);
  const { next, events } = advance(record, { caseId: record.id, at: now, actor, facts: [fact] });
  await world.cases.commit({
    previous: record,
    next,
    events,
    details: { ...details, form, salt, materials, strangePhone },
    draft,
    lookups: await lookupsOf(world, form),
  });
  await wakeMachine(world, next, { stage: 'correction', round: record.round });
  return next;
}

/** Whether the form that came with a repeated call is the one that is kept; another one is no repeat. */
export async function isKeptForm(
  world: World,
  caseId: string,
  form: FormDraft | undefined,
): Promise<boolean> {
  const details = form && (await world.cases.findDetails(caseId));
  return !details || canonicalJson(normaliseForm(form)) === canonicalJson(details.form);
}

/** Whether the draft of a correction still says what was found wanting. */
function isUnchanged({ form, materials }: CaseDetails, draft: Draft): boolean {
  const ids = (files: readonly { readonly id: string }[]) => files.map(({ id }) => id);
  return (
    canonicalJson([form, ids(materials)]) === canonicalJson([draft.form, ids(confirmedMaterials(draft))])
  );
}
