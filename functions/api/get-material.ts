import { ownDraft } from '../casework/drafts.ts';
import { materialOf } from '../casework/materials.ts';
import { ownCase } from '../casework/own-case.ts';
import { ByIdAndMaterial } from '../casework/views.ts';
import type { MaterialRecord } from '../domain/application.ts';
import type { Caller } from '../domain/account.ts';
import { endpoint } from '../runtime/endpoint.ts';
import type { World } from '../ports.ts';

/** GET /applications/{id}/materials/{materialId}. Leads to the file itself by a link that lives five minutes. */
export const getMaterialEndpoint = endpoint({
  route: 'get-material',
  summary: 'A file',
  path: ByIdAndMaterial,
  success: { status: 303 },
  async run(world, { path, caller }) {
    const material = await find(world, caller, path);
    return { status: 303, headers: { location: await world.materials.presignDownload(material.key) } };
  },
});

async function find(
  world: World,
  caller: Caller,
  path: { id: string; materialId: string },
): Promise<MaterialRecord> {
  if (!(await world.cases.find(path.id)))
    return materialOf(await ownDraft(world, caller, path.id), path.materialId);
  const record = await ownCase(world, caller, path.id);
  return materialOf((await world.cases.findDetails(record.id)) ?? { materials: [] }, path.materialId);
}
