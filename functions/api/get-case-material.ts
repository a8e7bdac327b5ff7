import { ownDraft } from '../casework/drafts.ts';
import { materialOf } from '../casework/materials.ts';
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
    const holder = (await world.cases.find(path.id))
      ? (await readableCase(world, caller, path.id)).details
      : await ownDraft(world, caller, path.id);
    const material = materialOf(holder, path.materialId);
    return { status: 303, headers: { location: await world.materials.presignDownload(material.key) } };
  },
});
