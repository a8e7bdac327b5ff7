import * as z from 'zod';
import { ownDraft } from '../casework/drafts.ts';
import { materialOf } from '../casework/materials.ts';
import { recordAccess } from '../casework/record-access.ts';
import { readableCase } from '../casework/staff-access.ts';
import { ByIdAndMaterial } from '../casework/views.ts';
import { PURPOSES, seesWhole } from '../domain/masking.ts';
import { RuleError } from '../domain/rule-error.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * GET /cases/{id}/materials/{materialId}?purpose=. Leads whoever has claimed the case, or oversees and says what for,
 * to a file of it, or a clerk to one being typed.
 */
export const getCaseMaterialEndpoint = endpoint({
  route: 'get-case-material',
  summary: 'A file of a case',
  path: ByIdAndMaterial,
  query: z.strictObject({ purpose: z.enum(PURPOSES).optional() }),
  success: { status: 303 },
  refusals: [409],
  async run(world, { path, query: { purpose }, caller }) {
    if (!(await world.cases.find(path.id))) {
      const material = materialOf(await ownDraft(world, caller, path.id), path.materialId);
      return leadTo(await world.materials.presignDownload(material.key));
    }
    const { record, details, member } = await readableCase(world, caller, path.id);
    const material = materialOf(details, path.materialId);
    if (!seesWhole(record, member, purpose)) throw new RuleError('NOT_CLAIMED');
    await recordAccess(world, record.id, member, {
      what: 'material',
      materialId: material.id,
      ...(purpose && { purpose }),
    });
    return leadTo(await world.materials.presignDownload(material.key));
  },
});

function leadTo(location: string) {
  return { status: 303, headers: { location } };
}
