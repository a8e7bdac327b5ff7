import type { Draft, PermitAnswer } from '../../journeys/answers.ts';
import { ok, type Person } from '../../journeys/client.ts';
import { jpegFile } from '../../journeys/files.ts';
import { CONSENTS, PAPER_CONSENTS } from '../../journeys/forms.ts';
import { enteredAtWindow, filledDraft } from '../../journeys/stories.ts';
import { formWith, type Scene } from './scene.ts';

const PHOTO = { ground: 'photo', box: 'APPLICANT' };
const TOO_DARK = { reasons: [{ code: 'PHOTO_UNSUITABLE', note: '相片过暗，请重新拍摄。' }] };

interface Correction {
  readonly correction: {
    readonly version: number;
    readonly materials: readonly { readonly materialId: string; readonly ground: string }[];
  };
}

/** What anybody may look at and ask. */
export async function strangers(scene: Scene): Promise<void> {
  for (const path of [
    '/health',
    '/openapi.json',
    '/form-guide',
    '/docs',
    '/tracking',
    '/.well-known/jwks.json',
  ])
    ok(await scene.anyone('GET', path));
  ok(await scene.anyone('POST', '/eligibility', { recognitionType: 'REGISTRATION_TIME' }));
}

/** Online, by existing permit: everything the holder may look at and set, to the issue and after it. */
export async function onlineToTheIssue(scene: Scene): Promise<void> {
  const holder = await scene.signIn('permit-1');
  const form = formWith('permit-1', 'EXISTING_PERMIT');
  const { id, version } = await filledDraft(holder, form);
  const own = `/applications/${id}`;
  const without = await announcedOnly(holder, own, version);
  const changed = ok(await holder.send<Draft>('PUT', own, { body: { version: without, form } }));
  ok(await holder.send('PUT', `${own}/messages`, { body: { received: true } }));
  await scene.download(holder, `${own}/materials/${changed.materials[0]?.materialId ?? ''}`);
  const draft = await holder.get<Draft>(own);
  const { applicationNumber } = ok(await holder.submit(id, draft.version, CONSENTS));
  await scene.local.atState(id, 'AwaitAcceptance');
  ok(await scene.anyone('POST', '/tracking', { applicationNumber, idLastFour: '9011' }));
  await scene.anyone('POST', '/tracking', { applicationNumber, idLastFour: '0000' });
  await scene.download(holder, `${own}/materials/${changed.materials[0]?.materialId ?? ''}`);
  ok(await holder.send('PUT', `${own}/messages`, { body: { accepted: true } }));
  await scene.accept(id);
  await holder.get(`${own}/clock`);
  await scene.reviewAndApprove(id);
  await holder.get('/applications');
  await holder.get(`${own}/accesses`);
  ok(await holder.post(`${own}/rating`, { grade: 1 }));
  const { licenceId } = await holder.get<PermitAnswer>(`${own}/permit`);
  const supervisor = await scene.signIn('supervisor-1');
  for (const action of ['suspend', 'restore'])
    ok(await supervisor.post(`/permits/${licenceId}/status`, { action, reason: '逾期未签注' }));
  ok(await holder.send('DELETE', '/sessions/current'));
}

/** At the counter: typed and accepted in one act; and another, with a photo sent twice, corrected by the clerk. */
export async function atTheWindow(scene: Scene): Promise<void> {
  const clerk = await scene.signIn('clerk-acceptor-1');
  const { id } = await enteredAtWindow(clerk, formWith('time-1', 'REGISTRATION_TIME'), true);
  await scene.reviewAndApprove(id);
  const typist = await scene.signIn('clerk-1');
  const form = formWith('permit-3', 'EXISTING_PERMIT');
  const { id: spoilt, version: first } = ok(await typist.post<Draft>('/window/applications', { form }));
  await announcedOnly(typist, `/cases/${spoilt}`, first);
  const entered = await enteredAtWindow(typist, form, false);
  const file = `/cases/${entered.id}`;
  await scene.local.atState(entered.id, 'AwaitAcceptance');
  await scene.accept(entered.id, 'request-correction', TOO_DARK);
  await scene.local.atState(entered.id, 'AwaitCorrection');
  const version = await newPhoto(typist, file, file);
  ok(await typist.post(`${file}/correction`, { version, ...PAPER_CONSENTS }));
  await scene.local.atState(entered.id, 'AwaitAcceptance');
  await scene.withdraw('permit-3', entered.id);
}

/** A photo that is too dark: asked for, sent again; then the holder thinks better of it. */
export async function correctedThenWithdrawn(scene: Scene): Promise<void> {
  const { holder, id } = await scene.waitingCase('time-2', 'REGISTRATION_TIME');
  await scene.accept(id, 'request-correction', TOO_DARK);
  await scene.local.atState(id, 'AwaitCorrection');
  const version = await newPhoto(holder, `/applications/${id}`, `/applications/${id}`);
  ok(await holder.post(`/applications/${id}/correction`, { version, ...CONSENTS }));
  await scene.local.atState(id, 'AwaitAcceptance');
  await scene.withdraw('time-2', id);
}

/** Not accepted; the holder disagrees, and the supervisor answers. */
export async function disagreed(scene: Scene): Promise<void> {
  const { holder, id } = await scene.waitingCase('time-2', 'REGISTRATION_TIME');
  await scene.accept(id, 'refuse-to-accept', { reasons: [{ code: 'OTHER', note: '材料存疑' }] });
  await scene.local.atState(id);
  ok(await holder.post(`/applications/${id}/second-look`, { reason: '材料是真实的' }));
  const supervisor = await scene.signIn('supervisor-1');
  ok(await supervisor.post(`/cases/${id}/second-look-answer`, { outcome: 'upheld', answer: '已复核' }));
}

/** @returns the version of the draft after the photo was replaced */
async function newPhoto(person: Person, shown: string, under: string): Promise<number> {
  const { correction } = await person.get<Correction>(shown);
  const dark = correction.materials.find(({ ground }) => ground === 'photo');
  const path = `${under}/materials/${dark?.materialId ?? ''}?version=${correction.version}`;
  const removed = ok(await person.send<{ version: number }>('DELETE', path));
  return (await person.addFile(under, removed.version, PHOTO, jpegFile())).version;
}

/** Announces a file, has it examined before it was sent, and takes it out. @returns the version of the draft */
async function announcedOnly(person: Person, under: string, version: number): Promise<number> {
  const file = { version, ground: 'residence', box: 'RENTED_HOUSE.LEASE_CONTRACT', ...jpegFile().declared };
  const announced = ok(
    await person.post<{ materialId: string; version: number }>(`${under}/materials`, file),
  );
  const material = `${under}/materials/${announced.materialId}`;
  ok(await person.post(`${material}/confirmation`, {}));
  const path = `${material}?version=${announced.version}`;
  return ok(await person.send<{ version: number }>('DELETE', path)).version;
}
