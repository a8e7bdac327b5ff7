import * as z from 'zod';
import { expectVersion, isOwn, newDraft, ownerKeysOf, saveDraft } from '../casework/drafts.ts';
import { isKeptForm } from '../casework/correct-case.ts';
import { expectNoRelative, expectNotOwn } from '../casework/household.ts';
import { memberOf } from '../casework/staff-access.ts';
import { Receipt, receiptOf, submitCase } from '../casework/submit-case.ts';
import { DraftView, draftView, Id } from '../casework/views.ts';
import type { Caller } from '../domain/account.ts';
import type { Draft } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { normaliseForm } from '../domain/form-normalise.ts';
import { Consents, FormDraft } from '../domain/form.ts';
import { RuleError } from '../domain/rule-error.ts';
import { endpoint } from '../runtime/endpoint.ts';
import type { World } from '../ports.ts';

const body = z
  .strictObject({
    /** Of an entry begun before; its papers were added under /cases/{id}/materials. */
    id: Id.optional(),
    version: z.int().min(1).optional(),
    form: FormDraft,
    /** What the person signed; present when the entry is complete and is to be submitted. */
    submission: Consents.optional(),
    /** A clerk who is also acceptor accepts in the same act. */
    accept: z.boolean().default(false),
  })
  .refine(({ id, version }) => (id === undefined) === (version === undefined), {
    path: ['version'],
    error: 'FIELD_REQUIRED',
  })
  .refine(({ accept, submission }) => !accept || submission !== undefined, {
    path: ['submission'],
    error: 'FIELD_REQUIRED',
  });

type Entry = z.output<typeof body>;

const Entered = Receipt.extend({
  status: z.enum(['submitted', 'in-review']),
  version: z.int(),
  acceptedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  deadlineAt: z.string().nullable(),
});

/**
 * POST /window/applications. A clerk types at the counter: first without `submission` to get an id for the papers, then
 * with it; or all at once where no paper is needed. With `accept` the clock starts in the same act. If the start of the
 * machine fails the entry stands, and the same call again only starts. Nobody types their own case, nor accepts their
 * household's; while the registry does not answer nobody accepts in one act.
 */
export const enterApplication = endpoint({
  route: 'enter-application',
  summary: 'Enter an application at the window',
  body,
  success: { status: 201, body: z.union([DraftView, Entered]) },
  refusals: [404],
  async run(world, { body: entry, caller }) {
    if (entry.accept && !caller.roles.includes('acceptor'))
      throw new RuleError('NOT_ALLOWED', [{ pointer: '/accept', code: 'NOT_ALLOWED' }]);
    // Before the case: a draft that is missing by then has become one.
    const begun = entry.id ? await world.drafts.find(entry.id) : undefined;
    const repeated = entry.id ? await world.cases.find(entry.id) : undefined;
    if (repeated) return { status: 202, body: entered(await startAgain(world, repeated, caller, entry)) };
    const member = await memberOf(world, caller);
    const form = normaliseForm(entry.form);
    await expectNotOwn(world, member, form);
    if (entry.accept) await expectNoRelative(world, member, { form });
    const draft = await typed(world, caller, entry, begun);
    if (!entry.submission) return { status: 201, body: draftView(draft) };
    const actor = { kind: 'staff', id: caller.sub } as const;
    return {
      status: 202,
      body: entered(await submitCase(world, draft, entry.submission, actor, { accepted: entry.accept })),
    };
  },
});

/** The entry as it is to be kept. One that is submitted unchanged keeps its version, so that a repeat is known. */
async function typed(
  world: World,
  caller: Caller,
  { id, version, form, submission }: Entry,
  begun: Draft | undefined,
): Promise<Draft> {
  if (id === undefined || version === undefined) {
    const draft = await newDraft(world, { form, channel: 'window', enteredBy: caller.sub });
    await world.drafts.save(draft);
    return draft;
  }
  if (!begun || !isOwn(begun, caller)) throw new RuleError('NOT_FOUND');
  expectVersion(begun, version);
  const kept = normaliseForm(form);
  if (submission) return { ...begun, form: kept };
  return saveDraft(world, begun, { form: kept, ownerKeys: await ownerKeysOf(world, kept) });
}

async function startAgain(
  world: World,
  record: CaseRecord,
  caller: Caller,
  { version, form }: Entry,
): Promise<CaseRecord> {
  const isRepeat = record.enteredBy === caller.sub && record.draftVersion === version;
  if (!isRepeat || !(await isKeptForm(world, record.id, form))) throw new RuleError('ACTION_NOT_ALLOWED');
  await world.workflow.start(record.id);
  return record;
}

function entered(record: CaseRecord): z.input<typeof Entered> {
  return {
    ...receiptOf(record),
    status: record.position === 'submitted' ? 'submitted' : 'in-review',
    version: record.version,
    acceptedAt: record.clock?.acceptedAt ?? null,
    dueAt: record.clock?.dueAt ?? null,
    deadlineAt: record.clock?.deadlineAt ?? null,
  };
}
