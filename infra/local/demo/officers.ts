import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { FINDING_RULES, type FindingId } from '../../../functions/domain/finding.ts';
import type { ReasonUse } from '../../../functions/domain/refusal-reasons.ts';
import { reasonForFinding } from '../../../functions/domain/refusal.ts';
import type { Stage as Position } from '../../../functions/domain/status.ts';
import { UnexpectedAnswer, Visitor } from './client.ts';
import type { Stage } from './stories.ts';

/** An officer of the seed and the opinion they give. */
export interface Officer {
  readonly id: string;
  readonly stage: Position;
}

export interface Opinion {
  readonly outcome: string;
  readonly comment: string;
  /** Names every failed finding as a reason of this kind. */
  readonly reasonsFor?: ReasonUse;
  /** Further reasons, in the officer's own words. */
  readonly reasons?: readonly { readonly code: string; readonly note?: string }[];
}

const CaseFile = z.object({
  version: z.number(),
  stage: z.string().nullable(),
  findings: z.array(z.object({ id: z.string(), result: z.string() })),
});

/** Claims the task, reads the file, gives the opinion: three calls, as at the desk. */
export async function decide(
  stage: Stage,
  caseId: string,
  officer: Officer,
  opinion: Opinion,
): Promise<void> {
  const visitor = await Visitor.signIn(stage.origin, officer.id);
  const file = await awaitTask(visitor, caseId, officer.stage);
  await visitor.post(`/tasks/${caseId}/claim`, {}, z.unknown());
  await visitor.post(
    `/tasks/${caseId}/decision`,
    {
      stage: officer.stage,
      outcome: opinion.outcome,
      comment: opinion.comment,
      version: file.version,
      reasons: [
        ...(opinion.reasonsFor ? reasonsOf(file.findings, opinion.reasonsFor) : []),
        ...(opinion.reasons ?? []),
      ],
    },
    z.unknown(),
  );
}

/** The case once it waits for this opinion and its findings are gathered. @throws UnexpectedAnswer after ten seconds */
export async function awaitTask(
  visitor: Visitor,
  caseId: string,
  position: Position | null,
): Promise<z.infer<typeof CaseFile>> {
  for (let tries = 0; tries < 400; tries += 1) {
    const file = await visitor.get(`/cases/${caseId}`, CaseFile);
    if (file.stage === position && file.findings.length > 0) return file;
    await wait(25);
  }
  throw new UnexpectedAnswer(`The case ${caseId} did not come to ${position ?? 'rest'}`);
}

function reasonsOf(
  findings: z.infer<typeof CaseFile>['findings'],
  use: ReasonUse,
): { code: string; findingId: string; note?: string }[] {
  return findings
    .filter(({ result }) => result === 'not-met')
    .map(({ id }) => ({ id: findingId(id) }))
    .map(({ id }) => {
      const code = reasonForFinding(id, use);
      return { code, findingId: id, ...(code === 'OTHER' && { note: '核查未通过。' }) };
    });
}

function findingId(id: string): FindingId {
  const known = Object.keys(FINDING_RULES).find((rule): rule is FindingId => rule === id);
  if (!known) throw new UnexpectedAnswer(`The finding ${id} is not one of ours`);
  return known;
}
