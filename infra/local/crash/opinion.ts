import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { FINDING_RULES, type FindingId } from '../../../functions/domain/finding.ts';
import type { ReasonUse } from '../../../functions/domain/refusal-reasons.ts';
import { reasonForFinding } from '../../../functions/domain/refusal.ts';
import type { Stage } from '../../../functions/domain/status.ts';
import { Refused, type PatientClient } from './patient-client.ts';

/** What an officer says of a case. */
export interface Opinion {
  readonly outcome: string;
  /** Names every failed finding as a reason of this kind. */
  readonly reasonsFor?: ReasonUse;
  readonly reasons?: readonly { readonly code: string; readonly note?: string }[];
}

const CaseFile = z.object({
  stage: z.string().nullable(),
  findings: z.array(z.object({ id: z.string(), result: z.string() })),
});
const PATIENCE_MILLIS = 60_000;

/** Waits for the task, claims it, decides: the same calls again until they are answered. @throws Refused */
export async function giveOpinion(
  officer: PatientClient,
  caseId: string,
  stage: Stage,
  opinion: Opinion,
): Promise<void> {
  const findings = await awaitTask(officer, caseId, stage);
  for (;;) {
    try {
      const claim = `/tasks/${caseId}/claim`;
      const { version } = await officer.write('POST', claim, z.object({ version: z.number() }), {});
      await officer.write('POST', `/tasks/${caseId}/decision`, z.unknown(), {
        stage,
        outcome: opinion.outcome,
        comment: '情况属实。',
        version,
        reasons: [
          ...(opinion.reasonsFor ? reasonsOf(findings, opinion.reasonsFor) : []),
          ...(opinion.reasons ?? []),
        ],
      });
      return;
    } catch (error) {
      // The system wrote a line of its own between our reading and our writing: nothing was done, ask again.
      if (!(error instanceof Refused && error.code === 'STALE_VERSION')) throw error;
    }
  }
}

async function awaitTask(officer: PatientClient, caseId: string, stage: Stage) {
  const end = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    const file = await officer.get(`/cases/${caseId}`, CaseFile);
    if (file.stage === stage && file.findings.length > 0) return file.findings;
    if (Date.now() > end) throw new Error(`The case ${caseId} did not come to ${stage}`);
    await wait(20);
  }
}

function reasonsOf(findings: z.infer<typeof CaseFile>['findings'], use: ReasonUse) {
  return findings
    .filter(({ result }) => result === 'not-met')
    .map(({ id }) => {
      const findingId = knownFinding(id);
      const code = reasonForFinding(findingId, use);
      return { code, findingId, ...(code === 'OTHER' && { note: '核查未通过。' }) };
    });
}

function knownFinding(id: string): FindingId {
  const known = Object.keys(FINDING_RULES).find((rule): rule is FindingId => rule === id);
  if (!known) throw new Error(`The finding ${id} is not one of ours`);
  return known;
}
