import type { Caller } from '../domain/account.ts';
import type { Draft } from '../domain/application.ts';
import type { Channel } from '../domain/case-event.ts';
import { closedFieldDefects } from '../domain/correction.ts';
import { normaliseCitizenId } from '../domain/citizen-id.ts';
import { normaliseForm } from '../domain/form-normalise.ts';
import type { FormDraft } from '../domain/form.ts';
import { identityDefects, inForm, prefill } from '../domain/identity-check.ts';
import { toInstant, toMillis, type Instant } from '../domain/instant.ts';
import { notAllowedNow } from '../domain/tracking.ts';
import type { VerifiedPerson } from '../domain/person.ts';
import { RuleError } from '../domain/rule-error.ts';
import { inventedPersonDefects } from '../domain/synthetic.ts';
import type { World } from '../ports.ts';

const DAY_MILLIS = 86_400_000;
/** However often it is touched: storage drops what lies in quarantine for 180 days (infra/aws/storage.ts). */
const LONGEST_DRAFT_DAYS = 170;

/**
 * A draft of the caller's own: an applicant's by identity, a clerk's by who typed it; a correction is the applicant's, and
 * of a window case every clerk's.
 * @throws RuleError NOT_FOUND; ACTION_NOT_ALLOWED, with where it stands, for one's own that is submitted by now
 */
export async function ownDraft(world: World, caller: Caller, id: string): Promise<Draft> {
  const draft = await world.drafts.find(id);
  if (draft && isOwn(draft, caller)) return draft;
  const record = draft ? undefined : await world.cases.find(id);
  const own = record && (record.ownerKeys.includes(caller.sub) || record.enteredBy === caller.sub);
  throw own ? notAllowedNow(record) : new RuleError('NOT_FOUND');
}

/** Whether the draft is the caller's to write. */
export function isOwn(draft: Draft, caller: Caller): boolean {
  const owns = draft.ownerKeys.includes(caller.sub) && caller.roles.includes('applicant');
  if (draft.channel === 'online') return owns;
  return draft.correction ? owns || caller.roles.includes('clerk') : draft.enteredBy === caller.sub;
}

/** @throws RuleError STALE_VERSION when the caller read another version */
export function expectVersion(stored: { readonly version: number }, version: number): void {
  if (stored.version !== version) throw new RuleError('STALE_VERSION');
}

/** The person behind the session. @throws RuleError SESSION_ENDED */
export async function personOf(world: World, caller: Caller): Promise<VerifiedPerson> {
  const session = await world.sessions.find(caller.sessionId);
  if (!session?.person) throw new RuleError('SESSION_ENDED');
  return session.person;
}

/**
 * The form as it is kept: prefilled from the sign-in. That of a correction is kept as it was sent: the sign-in may know
 * what the signed form leaves out, and nobody asked for that.
 * @throws RuleError DRAFT_MALFORMED with every difference
 */
export function ownForm(form: FormDraft, person: VerifiedPerson, corrects = false): FormDraft {
  // The smoke test applies for its invented person and for nobody else.
  if (person.synthetic && form.agent)
    throw new RuleError('DRAFT_MALFORMED', inForm([{ pointer: '/agent', code: 'NOT_THE_SIGNED_IN_PERSON' }]));
  const invented = person.synthetic ? [] : inventedPersonDefects(form);
  const defects = [...identityDefects(form, person), ...invented];
  if (defects.length > 0) throw new RuleError('DRAFT_MALFORMED', inForm(defects));
  return normaliseForm(corrects ? form : prefill(form, person));
}

/** Keyed hashes of everybody the form makes an owner of the case: the holder, and who applies for them. */
export async function ownerKeysOf(world: World, form: FormDraft): Promise<string[]> {
  const numbers = [form.citizenIdNumber, form.agent?.citizenIdNumber].filter(
    (number) => number !== undefined,
  );
  const keys = await Promise.all(
    numbers.map((number) => world.keys.keyOf('person', normaliseCitizenId(number))),
  );
  return [...new Set(keys)];
}

/** @throws RuleError DRAFT_MALFORMED where a correction changes what was not asked for */
export function expectOpen(draft: Draft, form: FormDraft): void {
  const defects = closedFieldDefects(draft, form);
  if (defects.length > 0) throw new RuleError('DRAFT_MALFORMED', inForm(defects));
}

/** Open drafts of one person; two made at the same instant may exceed it by one. */
const MOST_DRAFTS = 5;

/**
 * Corrections, what a clerk typed and what others began for this person are not counted: else a stranger could use up the
 * room of anybody whose number they know.
 * @throws RuleError DRAFTS_TOO_MANY, naming the person's drafts
 */
export async function expectRoomForDraft(world: World, owner: string): Promise<void> {
  const online = (await world.drafts.listByOwner(owner)).filter(
    ({ channel, correction }) => channel === 'online' && !correction,
  );
  const filers = await Promise.all(online.map(({ form }) => ownerKeysOf(world, { agent: form.agent })));
  const drafts = online.filter((_draft, index) => (filers[index] ?? []).every((filer) => filer === owner));
  if (drafts.length < MOST_DRAFTS) return;
  const params = { max: MOST_DRAFTS, drafts: drafts.map(({ id }) => id).join(', ') };
  throw new RuleError('DRAFTS_TOO_MANY', [], params);
}

/** A first version, not stored yet. */
export async function newDraft(
  world: World,
  from: { form: FormDraft; channel: Channel; owner?: string; enteredBy?: string; synthetic?: true },
): Promise<Draft> {
  const { channel, owner, enteredBy, synthetic } = from;
  const form = normaliseForm(from.form);
  const now = world.now();
  const ownerKeys = await ownerKeysOf(world, form);
  return {
    id: world.newId(),
    version: 1,
    channel,
    ownerKeys: owner && !ownerKeys.includes(owner) ? [owner, ...ownerKeys] : ownerKeys,
    ...(enteredBy && { enteredBy }),
    ...(synthetic && { synthetic }),
    form,
    materials: [],
    createdAt: now,
    updatedAt: now,
    expiresAt: expiryOf(world, { createdAt: now }),
  };
}

/** The next version with these changes, stored. @throws StaleWriteError */
export async function saveDraft(
  world: World,
  previous: Draft,
  changes: Partial<Pick<Draft, 'form' | 'materials' | 'ownerKeys' | 'messages'>>,
): Promise<Draft> {
  const next = {
    ...previous,
    ...changes,
    version: previous.version + 1,
    updatedAt: world.now(),
    expiresAt: expiryOf(world, previous),
  };
  await world.drafts.save(next, previous);
  return next;
}

/** A draft outlives none of its files; a correction has its own end, and nobody touches it for longer. */
function expiryOf(
  world: Pick<World, 'now' | 'county'>,
  { createdAt, correction }: Pick<Draft, 'createdAt' | 'correction'>,
): Instant {
  const untouched = toMillis(world.now()) + world.county.draftDays * DAY_MILLIS;
  const longest = toMillis(createdAt) + LONGEST_DRAFT_DAYS * DAY_MILLIS;
  return toInstant(correction ? untouched : Math.min(untouched, longest));
}
