import * as z from 'zod';
import type { Door } from './door.ts';
import type { OfficerRole } from './tokens.ts';
import { signIn } from './sign-in.ts';

/** Stage and opinion of each officer. */
const OPINIONS: Readonly<Record<OfficerRole, { stage: string; outcome: string; comment: string }>> = {
  acceptor: { stage: 'acceptance', outcome: 'accept', comment: '合成试件：受理。' },
  reviewer: { stage: 'review', outcome: 'endorse', comment: '合成试件：同意。' },
  approver: { stage: 'approval', outcome: 'approve', comment: '合成试件：同意。' },
};

/** The stage at which an officer decides. */
export function stageOf(role: OfficerRole): string {
  return OPINIONS[role].stage;
}

/** Signs in, claims the task, reads the file and decides; signs out again. */
export async function decide(anyone: Door, token: string, role: OfficerRole, caseId: string): Promise<void> {
  const { door } = await signIn(anyone, token);
  await door.post(`/tasks/${caseId}/claim`, {}, z.unknown());
  const { version } = await door.get(`/cases/${caseId}`, z.looseObject({ version: z.int() }));
  await door.post(`/tasks/${caseId}/decision`, { ...OPINIONS[role], version, reasons: [] }, z.unknown());
  await door.remove('/sessions/current');
}
