import * as z from 'zod';
import { recordAccess } from '../casework/record-access.ts';
import { readableCase } from '../casework/staff-access.ts';
import {
  ById,
  CaseSummary,
  caseSummary,
  FindingWords,
  MaterialView,
  materialView,
} from '../casework/views.ts';
import { findingInWords } from '../domain/finding-words.ts';
import { FormDraft } from '../domain/form.ts';
import { endpoint } from '../runtime/endpoint.ts';

const FindingView = z.looseObject({
  id: z.string(),
  result: z.enum(['met', 'not-met', 'cannot-tell']),
  /** One sentence, and what would turn it round. */
  words: FindingWords,
});

const CaseFile = CaseSummary.extend({
  form: FormDraft,
  materials: z.array(MaterialView),
  /** Every rule with its answer, the facts seen and their source. */
  findings: z.array(FindingView),
  factsAt: z.string().nullable(),
  officers: z.partialRecord(z.enum(['acceptance', 'review', 'approval']), z.string()),
  claimedBy: z.string().nullable(),
  alarms: z.array(z.strictObject({ alarm: z.string(), owedAt: z.string() })),
});

/** GET /cases/{id}. The whole file for an officer: form, papers, findings. Never one's own or one's household's. */
export const getCase = endpoint({
  route: 'get-case',
  summary: 'A case file',
  path: ById,
  success: { status: 200, body: CaseFile },
  async run(world, { path, caller }) {
    const { record, details, member } = await readableCase(world, caller, path.id);
    await recordAccess(world, record.id, member, { what: 'case-file' });
    return {
      status: 200,
      body: {
        ...caseSummary(record),
        form: details.form,
        materials: details.materials.map(materialView),
        findings: details.findings.map((finding) => ({ ...finding, words: findingInWords(finding) })),
        factsAt: details.factsAt ?? null,
        officers: record.officers,
        claimedBy: record.claimedBy ?? null,
        alarms: [...record.alarms],
      },
    };
  },
});
