import { ok, type Person } from './client.ts';
import type { Draft, Entered, Receipt } from './answers.ts';
import { jpegFile, pdfFile } from './files.ts';
import { CONSENTS, FORM_OF_TIME_1, PAPER_CONSENTS } from './forms.ts';
import type { Instruments } from './instruments.ts';

/** An online application with its photo and one paper, not submitted yet. */
export async function filledDraft(
  person: Person,
  form: { readonly proofs: { readonly employment: readonly string[] } },
): Promise<{ id: string; version: number }> {
  const { id, version } = await person.draft(form);
  return { id, version: await addPapers(person, `/applications/${id}`, version, form) };
}

/** An online application, submitted. */
export async function submitted(
  person: Person,
  form: { readonly proofs: { readonly employment: readonly string[] } },
): Promise<Receipt> {
  const { id, version } = await filledDraft(person, form);
  return ok(await person.submit(id, version, CONSENTS));
}

/** An application typed and submitted by a clerk; with `accept`, accepted in the same act. */
export async function enteredAtWindow(
  clerk: Person,
  form: { readonly proofs: { readonly employment: readonly string[] } },
  accept: boolean,
): Promise<Entered> {
  const begun = ok(await clerk.post<Draft>('/window/applications', { form }));
  const version = await addPapers(clerk, `/cases/${begun.id}`, begun.version, form);
  const entry = { id: begun.id, version, form, submission: PAPER_CONSENTS, accept };
  return ok(await clerk.post<Entered>('/window/applications', entry));
}

/** @returns the version after the last file */
export async function addPapers(
  person: Person,
  under: string,
  version: number,
  form: { readonly proofs: { readonly employment: readonly string[] } },
): Promise<number> {
  const photo = await person.addFile(under, version, { ground: 'photo', box: 'APPLICANT' }, jpegFile());
  const [box = ''] = form.proofs.employment;
  const paper = await person.addFile(under, photo.version, { ground: 'employment', box }, pdfFile());
  return paper.version;
}

/** An online case by registration time, accepted: on Monday at nine, so that the second working day is Wednesday. */
export async function acceptedCase(
  instruments: Instruments,
  holder: Person,
  acceptor: Person,
): Promise<string> {
  const { id } = await submitted(holder, FORM_OF_TIME_1);
  await instruments.atState(id, 'AwaitAcceptance');
  ok(await acceptor.claimAndDecide(id, 'acceptance', 'accept'));
  await instruments.atState(id, 'AwaitReview');
  return id;
}

/** The alarms of a case that an overseer sees at this instant: month, day and time of each, and its kind. */
export async function alarmsAt(
  instruments: Instruments,
  overseer: Person,
  id: string,
  instant: string,
): Promise<string[]> {
  await instruments.moveTo(instant);
  const { alarms } = await overseer.file(id);
  return alarms.map(({ alarm, owedAt }) => `${owedAt.slice(5, 16)} ${alarm}`);
}

/** Review and approval of an accepted case, by these two, until the machine has come to its end. */
export async function reviewAndApprove(
  instruments: Instruments,
  id: string,
  [reviewer, approver]: readonly [Person, Person],
): Promise<void> {
  await instruments.atState(id, 'AwaitReview');
  ok(await reviewer.claimAndDecide(id, 'review', 'endorse'));
  await instruments.atState(id, 'AwaitApproval');
  ok(await approver.claimAndDecide(id, 'approval', 'approve'));
  await instruments.atState(id);
}
