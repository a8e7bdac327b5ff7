import * as z from 'zod';
import { ownDraft } from '../casework/drafts.ts';
import { removeMaterial } from '../casework/materials.ts';
import { ByIdAndMaterial, VersionInQuery } from '../casework/views.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** DELETE /applications/{id}/materials/{materialId}?version=. Takes a file of one's own application out before it is submitted. */
export const removeMaterialEndpoint = endpoint({
  route: 'remove-material',
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
