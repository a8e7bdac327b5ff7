import { ownDraft } from '../casework/drafts.ts';
import { confirmMaterial, MaterialVerdict } from '../casework/materials.ts';
import { ByIdAndMaterial } from '../casework/views.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** POST /cases/{id}/materials/{materialId}/confirmation. Looks at the bytes that arrived. The same call again looks again. */
export const confirmCaseMaterialEndpoint = endpoint({
  route: 'confirm-case-material',
  summary: 'Have an uploaded file examined',
  path: ByIdAndMaterial,
  success: { status: 200, body: MaterialVerdict },
  async run(world, { path, caller }) {
    const draft = await ownDraft(world, caller, path.id);
    return { status: 200, body: await confirmMaterial(world, draft, path.materialId) };
  },
});
