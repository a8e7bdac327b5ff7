import { ownDraft } from '../casework/drafts.ts';
import { addMaterial, MaterialRequest, MaterialTicket } from '../casework/materials.ts';
import { ById } from '../casework/views.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** POST /applications/{id}/materials. Announces a file of one's own application; answers where to send it. Nothing is kept if the announcement is refused. */
export const addMaterialEndpoint = endpoint({
  route: 'add-material',
  summary: 'Announce a file',
  path: ById,
  body: MaterialRequest,
  success: { status: 201, body: MaterialTicket },
  async run(world, { path, body, caller }) {
    return { status: 201, body: await addMaterial(world, await ownDraft(world, caller, path.id), body) };
  },
});
