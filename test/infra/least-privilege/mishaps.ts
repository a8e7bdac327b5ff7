import { ok, until } from '../../journeys/client.ts';
import { CONSENTS } from '../../journeys/forms.ts';
import { filledDraft } from '../../journeys/stories.ts';
import { formWith, type Scene } from './scene.ts';

const TOO_DARK = { reasons: [{ code: 'PHOTO_UNSUITABLE', note: '相片过暗，请重新拍摄。' }] };

/** A step that fails for good, and the operator who lets it go on. */
export async function redriven(scene: Scene): Promise<void> {
  const { local } = scene;
  await local.fault({ service: 'lambda', operation: 'submit', kind: 'error', times: 7 });
  const { id } = await submittedBy(scene, 'time-3');
  await local.advance('PT1H');
  ok(await (await scene.signIn('operator-1')).post(`/executions/${id}/redrive`, {}));
  await local.atState(id, 'AwaitAcceptance');
  await scene.withdraw('time-3', id);
}

/** The province is silent from the approval on; the reconciling act tells it later. */
export async function provinceDown(scene: Scene): Promise<void> {
  const { local } = scene;
  const { id } = await scene.waitingCase('name-separator', 'EXISTING_PERMIT');
  await scene.accept(id);
  await local.atState(id, 'AwaitReview');
  ok(await (await scene.signIn('reviewer-1')).claimAndDecide(id, 'review', 'endorse'));
  await local.atState(id, 'AwaitApproval');
  const approver = await scene.signIn('approver-1');
  await local.fault({ service: 'lambda', operation: 'tell-province', kind: 'error', times: 11 });
  ok(await approver.claimAndDecide(id, 'approval', 'approve'));
  await local.advance('PT2H');
}

/** The machine is not started, and later not told of two opinions, of which it has to read the second: the sweep finds all. */
export async function notWoken(scene: Scene): Promise<void> {
  const { local } = scene;
  const refused = { service: 'states', times: 1, kind: 'error', status: 400 } as const;
  await local.fault({ operation: 'StartExecution', ...refused });
  const { id } = await submittedBy(scene, 'name-rare');
  await local.advance('PT30M');
  await local.atState(id, 'AwaitAcceptance');
  await local.fault({ operation: 'SendTaskSuccess', ...refused });
  await scene.accept(id).catch(() => undefined);
  await local.advance('PT30M');
  await local.atState(id, 'AwaitReview');
  await local.fault({ operation: 'SendTaskFailure', ...refused });
  const back = { reasons: [{ code: 'FORM_INCORRECT', note: '请核对住址' }] };
  await (await scene.signIn('reviewer-1')).claimAndDecide(id, 'review', 'return', back);
  await local.advance('PT30M');
  await local.atState(id, 'AwaitAcceptance');
  await scene.withdraw('name-rare', id);
}

/** The sender of the short messages refuses twice: the sweep sends what is owed. */
export async function unheard(scene: Scene): Promise<void> {
  const { local } = scene;
  const refused = { operation: '*', times: 2, kind: 'error', status: 400 } as const;
  await local.fault({ service: 'sns', ...refused });
  await local.fault({ service: 'sms-gateway', ...refused });
  const { id } = await submittedBy(scene, 'time-gap-20');
  await local.atState(id, 'AwaitAcceptance');
  await local.advance('PT2H');
  await scene.withdraw('time-gap-20', id);
}

/** Nobody knows whether a message went out: the operator has it sent again. Where the sender keeps no receipts. */
export async function ofUnknownFate(scene: Scene): Promise<void> {
  await scene.local.fault({ service: 'sns', operation: 'Publish', kind: 'error', times: 1 });
  const { id } = await submittedBy(scene, 'time-2');
  await scene.local.atState(id, 'AwaitAcceptance');
  const operator = await scene.signIn('operator-1');
  const { messages } = await operator.get<{ messages: readonly { id: string }[] }>('/messages?state=unknown');
  const path = `/messages/${encodeURIComponent(messages[0]?.id ?? '')}/settlement`;
  ok(await operator.post(path, { outcome: 'resend', reason: '申请人说没有收到' }));
}

/** Accepted while the task is still to be opened: the machine reads what is recorded. */
export async function overtaken(scene: Scene): Promise<void> {
  const { local } = scene;
  await local.fault({ service: 'lambda', operation: 'open-task', kind: 'error', times: 1 });
  const { id } = await submittedBy(scene, 'time-3');
  await until(
    () => local.history(id),
    ({ events }) => events.some(({ type }) => type === 'TaskFailed'),
  );
  await scene.accept(id);
  await local.advance('PT1M');
  await local.atState(id, 'AwaitReview');
  await scene.withdraw('time-3', id);
}

/** Months pass: alarms, a lapse, an expired draft with its file, reminders. */
export async function monthsPass(scene: Scene): Promise<void> {
  const { local } = scene;
  const { id } = await scene.waitingCase('guardian-1', 'EXISTING_PERMIT');
  await scene.accept(id, 'request-correction', TOO_DARK);
  await local.atState(id, 'AwaitCorrection');
  await filledDraft(await scene.signIn('relative-1'), formWith('relative-1', 'EXISTING_PERMIT'));
  await local.advance('P2DT15H');
  await reminded(scene);
  for (let month = 0; month < 11; month += 1) await local.advance('P29D');
}

/** The day comes on which somebody qualifies. */
export async function reminded(scene: Scene): Promise<void> {
  const waiting = await scene.signIn('time-five-months');
  ok(await waiting.post('/reminders', { recognitionType: 'REGISTRATION_TIME' }));
  await scene.local.advance('P31D');
}

async function submittedBy(scene: Scene, person: string) {
  const holder = await scene.signIn(person);
  const { id, version } = await filledDraft(holder, formWith(person, 'REGISTRATION_TIME'));
  await holder.submit(id, version, CONSENTS);
  return { id };
}
