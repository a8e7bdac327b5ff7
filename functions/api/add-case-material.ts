import { ownDraft } from '../casework/drafts.ts';
import { addMaterial, MaterialRequest, MaterialTicket } from '../casework/materials.ts';
import { ById } from '../casework/views.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** POST /cases/{id}/materials. Announces a file of a case typed at the window; answers where to send it. Nothing is kept if the announcement is refused. */
export const addCaseMaterialEndpoint = endpoint({
  route: 'add-case-material',
  summary: 'Announce a file',
  path: ById,
  body: MaterialRequest,
  success: { status: 201, body: MaterialTicket },
  async run(world, { path, body, caller }) {
    return { status: 201, body: await addMaterial(world, await ownDraft(world, caller, path.id), body) };
  },
});
