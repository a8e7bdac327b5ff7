import { aDraft, aForm, CONSENTS } from '../support/builders.ts';
import { ownerKeysOf } from '../../functions/casework/drafts.ts';
import type { CompleteForm } from '../../functions/domain/form.ts';
import { attempt } from './attempt.ts';
import { askBars } from './bars-afterwards.ts';
import { correctionBars, submissionBars, withdrawalBars, type Corrected, type Submission } from './bars.ts';
import { lastCase, type Model, type ModelCase } from './model.ts';
import type { Call, Office } from './office.ts';
import { accepted, endOfWorkingDay } from './time.ts';

const PAPER = { notice: CONSENTS.notice, declaration: CONSENTS.declaration };

/** An application with everything that the rules look at. */
export interface Applying extends Submission {
  readonly type: ModelCase['type'];
  readonly phone: boolean;
}

/** Submits online, or enters at the window. */
export async function submit(model: Model, office: Office, applying: Applying): Promise<void> {
  const { channel, who, accept, defect, type } = applying;
  const phone = channel === 'online' || applying.phone;
  const { form, id } = await draftOf(office, { ...applying, phone });
  const signed = channel === 'online' ? CONSENTS : PAPER;
  const consents = defect === 'consents' ? {} : signed;
  const call: Call =
    channel === 'online'
      ? { route: 'submit-application', who, path: { id }, body: { ...consents, version: 1 } }
      : { route: 'enter-application', who, body: { id, version: 1, form, submission: consents, accept } };
  await attempt(office, call, submissionBars(model, applying), () => {
    const { now } = model;
    const one: ModelCase = {
      id,
      channel,
      type,
      phone,
      owed: [accept ? 'accepted' : 'received'],
      officers: accept ? { acceptance: who } : {},
      place: accept ? 'in-review' : 'submitted',
      submittedAt: now,
      acceptBy: endOfWorkingDay(model, now, 5),
      holder: undefined,
      failing: [],
      unchecked: true,
      checks: 0,
      householdKnown: false,
      late: false,
    };
    if (accept) accepted(one, model, now);
    model.cases.push(one);
    if (channel === 'online') model.submissions.push(now);
  });
}

async function draftOf(office: Office, { channel, who, type, defect, phone }: Applying) {
  const { world } = office;
  const whole = aForm(undefined, { recognitionType: type });
  const { mobilePhone: _number, ...without } = whole;
  const form: Partial<CompleteForm> = phone ? whole : without;
  const id = world.newId();
  const draft = aDraft(id, await ownerKeysOf(world, form), {
    channel,
    form,
    expiresAt: '2099-01-01T00:00:00.000+08:00',
    ...(channel === 'window' && { enteredBy: who }),
  });
  const materials = draft.materials.filter(({ ground }) => defect !== 'photo' || ground !== 'photo');
  for (const { key } of materials) world.outside.files.set(key, Buffer.from(key));
  await world.drafts.save({ ...draft, materials });
  return { id, form };
}

/** Sends the correction: the applicant online, or a clerk for a case of the window. */
export async function correct(model: Model, office: Office, given: Corrected): Promise<void> {
  const one = lastCase(model);
  if (!one) return;
  const { who, stale, changed } = given;
  const { id } = one;
  const asStaff = who !== 'chen' && who !== 'lin';
  const draft = office.world.memory.drafts.get(id);
  const form = { ...draft?.form, registeredResidenceAddress: `灵溪镇人民路${office.freshKey()}号` };
  let version = draft?.version ?? 1;
  if (!asStaff && changed && draft && who === 'chen') {
    const body = { version, form };
    const written = await office.call({ route: 'update-draft', who, path: { id }, body });
    version = Number(written.body['version'] ?? version);
  }
  const body = { version: stale ? version + 7 : version, ...(asStaff ? PAPER : CONSENTS) };
  const call: Call = asStaff
    ? { route: 'correct-case', who, path: { id }, body: { ...body, ...(changed && { form }) } }
    : { route: 'correct-application', who, path: { id }, body };
  await attempt(office, call, correctionBars(model, one, given), () => {
    Object.assign(one, { place: 'submitted', holder: undefined, submittedAt: model.now, unchecked: true });
    one.acceptBy = endOfWorkingDay(model, model.now, 5);
  });
}

/** Takes the application back. */
export async function withdraw(
  model: Model,
  office: Office,
  { who, stale }: { readonly who: string; readonly stale: boolean },
): Promise<void> {
  const one = lastCase(model);
  if (!one) return;
  const { id } = one;
  const version = office.record(id).version + (stale ? 1 : 0);
  const call: Call = { route: 'withdraw-application', who, path: { id }, body: { version } };
  await attempt(office, call, withdrawalBars(one, who, stale), () => {
    Object.assign(one, { place: 'withdrawn', holder: undefined });
    one.owed.push('withdrawn');
  });
}

/** “I disagree.” */
export async function askAgain(model: Model, office: Office, who: string): Promise<void> {
  const one = lastCase(model);
  if (!one) return;
  const body = { reason: `不同意 ${office.freshKey()}` };
  const call: Call = { route: 'ask-second-look', who, path: { id: one.id }, body };
  await attempt(office, call, askBars(model, one, who), () => {
    one.secondLook = 'asked';
  });
}
