import { beforeTheRelease } from '../../support/earlier-machine.ts';
import type { Scene } from './scene.ts';

const TOO_DARK = { reasons: [{ code: 'PHOTO_UNSUITABLE', note: '相片过暗，请重新拍摄。' }] };

/**
 * Two cases that began before the release of the present definition, and go on as their own says: one is issued; the
 * other waits through its first alarm, and lapses once a month has passed.
 */
export async function begunBefore(scene: Scene): Promise<void> {
  const [issued, lapsing] = await beforeTheRelease(async () => [
    await scene.waitingCase('permit-3', 'EXISTING_PERMIT'),
    await scene.waitingCase('time-3', 'REGISTRATION_TIME'),
  ]);
  await scene.accept(issued.id);
  await scene.reviewAndApprove(issued.id);
  await scene.local.advance('P1DT9H');
  await scene.local.atState(lapsing.id, 'AwaitAcceptance');
  await scene.accept(lapsing.id, 'request-correction', TOO_DARK);
  await scene.local.atState(lapsing.id, 'AwaitCorrection');
}
