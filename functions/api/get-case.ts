import * as z from 'zod';
import { correctionOf, CorrectionView } from '../casework/correct-case.ts';
import { ownDraft } from '../casework/drafts.ts';
import { recordAccess } from '../casework/record-access.ts';
import { readableCase } from '../casework/staff-access.ts';
import {
  ById,
  CaseSummary,
  caseSummary,
  DraftView,
  draftView,
  FindingWords,
  MaterialView,
  materialView,
} from '../casework/views.ts';
import { findingInWords } from '../domain/finding-words.ts';
import { FormDraft } from '../domain/form.ts';
import { maskFileName, maskForm, PURPOSES, seesWhole } from '../domain/masking.ts';
import { endpoint } from '../runtime/endpoint.ts';

const FindingView = z.looseObject({
  id: z.string(),
  result: z.enum(['met', 'not-met', 'cannot-tell']),
  /** One sentence, and what would turn it round. */
  words: FindingWords,
});

const CaseFile = CaseSummary.extend({
  /** Whether names, numbers and addresses are masked: until the case is one’s own. */
  masked: z.boolean(),
  form: FormDraft,
  materials: z.array(MaterialView),
  /** Every rule with its answer, the facts seen and their source. */
  findings: z.array(FindingView),
  factsAt: z.string().nullable(),
  officers: z.partialRecord(z.enum(['acceptance', 'review', 'approval']), z.string()),
  claimedBy: z.string().nullable(),
  /** For clerks, of a case typed at the window: what is to be corrected, and the draft it is done in; null otherwise. */
  correction: CorrectionView.nullable(),
  alarms: z.array(z.strictObject({ alarm: z.string(), owedAt: z.string() })),
});

/**
 * GET /cases/{id}?purpose=. The file for an officer: form, papers, findings; masked unless they have claimed it, or oversee
 * and say what for. Never one's own or one's household's. For a clerk also the entry they have begun at the window.
 */
export const getCase = endpoint({
  route: 'get-case',
  summary: 'A case file',
  path: ById,
  query: z.strictObject({ purpose: z.enum(PURPOSES).optional() }),
  success: { status: 200, body: z.union([DraftView, CaseFile]) },
  async run(world, { path, query: { purpose }, caller }) {
    if (!(await world.cases.find(path.id)))
      return { status: 200, body: draftView(await ownDraft(world, caller, path.id)) };
    const { record, details, member } = await readableCase(world, caller, path.id);
    await recordAccess(world, record.id, member, { what: 'case-file', ...(purpose && { purpose }) });
    const whole = seesWhole(record, member, purpose);
    const corrects = record.channel === 'window' && member.roles.includes('clerk');
    const materials = details.materials.map(materialView);
    return {
      status: 200,
      body: {
        ...caseSummary(record),
        masked: !whole,
        form: whole ? details.form : maskForm(details.form),
        materials: whole
          ? materials
          : materials.map((material) => ({ ...material, fileName: maskFileName(material.fileName) })),
        findings: details.findings.map((finding) => ({
          ...finding,
          ...(!whole && { facts: {} }),
          words: findingInWords(finding),
        })),
        factsAt: details.factsAt ?? null,
        officers: record.officers,
        claimedBy: record.claimedBy ?? null,
        correction: corrects ? await correctionOf(world, record) : null,
        alarms: [...record.alarms],
      },
    };
  },
});
