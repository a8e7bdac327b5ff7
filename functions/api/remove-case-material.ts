import * as z from 'zod';
import { ownDraft } from '../casework/drafts.ts';
import { removeMaterial } from '../casework/materials.ts';
import { ByIdAndMaterial, VersionInQuery } from '../casework/views.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** DELETE /cases/{id}/materials/{materialId}?version=. Takes a file of a case typed at the window out before it is submitted. */
export const removeCaseMaterialEndpoint = endpoint({
  route: 'remove-case-material',
  summary: 'Take a file out',
  path: ByIdAndMaterial,
  query: VersionInQuery,
  success: { status: 200, body: z.strictObject({ version: z.int() }) },
  async run(world, { path, query, caller }) {
    const draft = await ownDraft(world, caller, path.id);
    return {
      status: 200,
      body: { version: await removeMaterial(world, draft, path.materialId, query.version) },
    };
  },
});
