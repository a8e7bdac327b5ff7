import type { Application, CaseFile, Draft, Entered, Receipt, TaskState } from './answers.ts';
import { ok, Person, type Answer } from './client.ts';
import { jpegFile, pdfFile } from './files.ts';
import { CONSENTS, PAPER_CONSENTS } from './forms.ts';
import type { Instruments } from './instruments.ts';
import type { Applicant } from './neighbours.ts';

/** The officers of a county, each signed in once. */
export interface Desk {
  readonly clerk: Person;
  readonly clerkAcceptor: Person;
  readonly acceptor: Person;
  readonly reviewer: Person;
  readonly approver: Person;
  readonly supervisor: Person;
  readonly auditor: Person;
}

export async function openDesk(origin: string): Promise<Desk> {
  const signIn = (id: string) => Person.signIn(origin, id);
  return {
    clerk: await signIn('clerk-1'),
    clerkAcceptor: await signIn('clerk-acceptor-1'),
    acceptor: await signIn('acceptor-1'),
    reviewer: await signIn('reviewer-1'),
    approver: await signIn('approver-1'),
    supervisor: await signIn('supervisor-1'),
    auditor: await signIn('auditor-1'),
  };
}

interface Correction {
  readonly version: number;
  readonly materials: readonly { readonly materialId: string; readonly ground: string }[];
}

/** One case, and what the people around it do. Each act first waits until the machine waits for it. */
export class CaseStory {
  readonly id: string;
  readonly applicant: Applicant;
  readonly owner: Person;
  readonly #local: Instruments;
  readonly #desk: Desk;

  private constructor(id: string, applicant: Applicant, owner: Person, local: Instruments, desk: Desk) {
    this.id = id;
    this.applicant = applicant;
    this.owner = owner;
    this.#local = local;
    this.#desk = desk;
  }

  /** Applied for in the applicant's own way. */
  static async begin(local: Instruments, desk: Desk, applicant: Applicant): Promise<CaseStory> {
    const owner = await Person.signIn(local.origin, applicant.signsIn);
    const id = applicant.channel.startsWith('window')
      ? await atWindow(desk, applicant)
      : await online(owner, applicant);
    return new CaseStory(id, applicant, owner, local, desk);
  }

  get isAtWindow(): boolean {
    return this.applicant.channel.startsWith('window');
  }

  async decide(
    stage: 'acceptance' | 'review' | 'approval',
    outcome: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<TaskState> {
    const { acceptor, reviewer, approver } = this.#desk;
    const [state, officer] = {
      acceptance: ['AwaitAcceptance', acceptor] as const,
      review: ['AwaitReview', reviewer] as const,
      approval: ['AwaitApproval', approver] as const,
    }[stage];
    await this.#local.atState(this.id, state);
    return ok(await officer.claimAndDecide(this.id, stage, outcome, more));
  }

  /** Waits until the machine waits there, and has sent what was owed. */
  async restsAt(state: string): Promise<void> {
    await this.#local.atState(this.id, state);
  }

  async askForPhoto(): Promise<void> {
    const reasons = [{ code: 'PHOTO_UNSUITABLE', note: '相片过暗' }];
    await this.decide('acceptance', 'request-correction', { reasons });
    await this.#local.atState(this.id, 'AwaitCorrection');
  }

  /** Another photo in the place of the old one. @returns the version to send the correction with */
  async replacePhoto(): Promise<number> {
    const [person, under] = this.isAtWindow
      ? [this.#desk.clerk, `/cases/${this.id}`]
      : [this.owner, `/applications/${this.id}`];
    const { correction } = await person.get<{ correction: Correction }>(under);
    const old = correction.materials.find(({ ground }) => ground === 'photo')?.materialId ?? '';
    const path = `${under}/materials/${old}?version=${correction.version}`;
    const { version } = ok(await person.send<{ version: number }>('DELETE', path));
    return (await person.addFile(under, version, { ground: 'photo', box: 'APPLICANT' }, jpegFile())).version;
  }

  sendCorrection(version: number): Promise<Answer<Receipt>> {
    return this.isAtWindow
      ? this.#desk.clerk.post(`/cases/${this.id}/correction`, { version, ...PAPER_CONSENTS })
      : this.owner.post(`/applications/${this.id}/correction`, { version, ...CONSENTS });
  }

  async correct(): Promise<void> {
    ok(await this.sendCorrection(await this.replacePhoto()));
  }

  async withdraw(): Promise<Answer<Application>> {
    const { version } = await this.application();
    return this.owner.post(`/applications/${this.id}/withdrawal`, { version });
  }

  application(): Promise<Application> {
    return this.owner.get<Application>(`/applications/${this.id}`);
  }

  file(): Promise<CaseFile> {
    return this.#desk.supervisor.file(this.id);
  }
}

async function online(owner: Person, { form }: Applicant): Promise<string> {
  const draft = await owner.draft(form);
  const version = await addMissing(owner, `/applications/${draft.id}`, draft);
  return ok(await owner.submit(draft.id, version, CONSENTS)).id;
}

async function atWindow(desk: Desk, { form, channel }: Applicant): Promise<string> {
  const accept = channel === 'window-accepted';
  const clerk = accept ? desk.clerkAcceptor : desk.clerk;
  const draft = ok(await clerk.post<Draft>('/window/applications', { form }));
  const version = await addMissing(clerk, `/cases/${draft.id}`, draft);
  const entry = { id: draft.id, version, form, submission: PAPER_CONSENTS, accept };
  return ok(await clerk.post<Entered>('/window/applications', entry)).id;
}

/** A file in every slot that asks for one. @returns the version after the last */
async function addMissing(person: Person, under: string, draft: Draft): Promise<number> {
  let { version } = draft;
  for (const { ground, box } of draft.missing) {
    const file = ground === 'photo' ? jpegFile() : pdfFile();
    ({ version } = await person.addFile(under, version, { ground, box }, file));
  }
  return version;
}
