import { ownDraft } from '../casework/drafts.ts';
import { materialOf } from '../casework/materials.ts';
import { recordAccess } from '../casework/record-access.ts';
import { readableCase } from '../casework/staff-access.ts';
import { ByIdAndMaterial } from '../casework/views.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** GET /cases/{id}/materials/{materialId}. Leads an officer to a file of a case, or a clerk to one being typed. */
export const getCaseMaterialEndpoint = endpoint({
  route: 'get-case-material',
  summary: 'A file of a case',
  path: ByIdAndMaterial,
  success: { status: 303 },
  async run(world, { path, caller }) {
    if (!(await world.cases.find(path.id))) {
      const material = materialOf(await ownDraft(world, caller, path.id), path.materialId);
      return leadTo(await world.materials.presignDownload(material.key));
    }
    const { record, details, member } = await readableCase(world, caller, path.id);
    const material = materialOf(details, path.materialId);
    await recordAccess(world, record.id, member, { what: 'material', materialId: material.id });
    return leadTo(await world.materials.presignDownload(material.key));
  },
});

function leadTo(location: string) {
  return { status: 303, headers: { location } };
}
