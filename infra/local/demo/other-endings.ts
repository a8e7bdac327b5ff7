import * as z from 'zod';
import { Visitor } from './client.ts';
import { picture } from './files.ts';
import { SIGNED_ONLINE } from './forms.ts';
import { awaitTask, decide } from './officers.ts';
import { ACCEPTOR, applyOnline, APPROVER, REVIEWER, type Stage, type Told } from './stories.ts';

const PHOTO_REASON = [{ code: 'PHOTO_UNSUITABLE', note: '相片过暗，请重新拍摄。' }];
const CorrectionAnswer = z.object({
  correction: z.object({
    version: z.number(),
    materials: z.array(z.object({ materialId: z.string(), ground: z.string() })),
  }),
});

/** A photo that is too dark: asked for once, sent again, and issued after all. */
export async function corrected(stage: Stage): Promise<Told> {
  const caseId = await applyOnline(stage, 'time-2', 'REGISTRATION_TIME');
  await decide(stage, caseId, ACCEPTOR, {
    outcome: 'request-correction',
    comment: '相片不合格。',
    reasons: PHOTO_REASON,
  });
  await stage.pass('P1D');
  const applicant = await Visitor.signIn(stage.origin, 'time-2');
  const { correction } = await applicant.get(`/applications/${caseId}`, CorrectionAnswer);
  const dark = correction.materials.find(({ ground }) => ground === 'photo');
  const holder = `/applications/${caseId}`;
  const removed = await applicant.remove(
    `${holder}/materials/${dark?.materialId ?? ''}?version=${correction.version}`,
    z.object({ version: z.number() }),
  );
  const version = await applicant.attach(
    holder,
    removed.version,
    { ground: 'photo', box: 'APPLICANT' },
    picture(240),
  );
  await applicant.post(`${holder}/correction`, { version, ...SIGNED_ONLINE }, z.unknown());
  await decide(stage, caseId, ACCEPTOR, { outcome: 'accept', comment: '已补正，予以受理。' });
  await decide(stage, caseId, REVIEWER, { outcome: 'endorse', comment: '同意。' });
  await decide(stage, caseId, APPROVER, { outcome: 'approve', comment: '同意互认，准予签发。' });
  return { title: 'Online, corrected once', applicant: 'time-2', caseId, ending: 'issued' };
}

/** Somebody changes their mind before anybody has decided. */
export async function withdrawn(stage: Stage): Promise<Told> {
  const caseId = await applyOnline(stage, 'permit-2', 'EXISTING_PERMIT');
  await awaitTask(await Visitor.signIn(stage.origin, ACCEPTOR.id), caseId, 'acceptance');
  const applicant = await Visitor.signIn(stage.origin, 'permit-2');
  const { version } = await applicant.get(`/applications/${caseId}`, z.object({ version: z.number() }));
  await applicant.post(`/applications/${caseId}/withdrawal`, { version }, z.unknown());
  return { title: 'Online, withdrawn', applicant: 'permit-2', caseId, ending: 'withdrawn' };
}

/** Somebody who is asked to correct and never answers: thirty days later the case lapses, without prejudice. */
export async function lapsed(stage: Stage): Promise<Told> {
  const caseId = await applyOnline(stage, 'time-3', 'REGISTRATION_TIME');
  await decide(stage, caseId, ACCEPTOR, {
    outcome: 'request-correction',
    comment: '相片不合格。',
    reasons: PHOTO_REASON,
  });
  await awaitTask(await Visitor.signIn(stage.origin, ACCEPTOR.id), caseId, null);
  await stage.pass('P33D');
  return { title: 'Online, never corrected', applicant: 'time-3', caseId, ending: 'lapsed' };
}
