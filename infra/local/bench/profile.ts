import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { report } from './figure.ts';

const Profile = z.object({
  nodes: z.array(
    z.object({ id: z.int(), callFrame: z.looseObject({ functionName: z.string(), url: z.string() }) }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
/** Parts with less than this share are left out. */
const LEAST_PERCENT = 0.5;
const PACKAGE = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//u;
const OURS = /\/((?:functions|infra\/local)(?:\/[\w-]+)?)\//u;

/** Where the processor's time went, by package, folder and native function, idle time left out: percent of each. */
export async function reportProfile(directory: string): Promise<void> {
  const parts = new Map<string, number>();
  for (const name of await readdir(directory)) {
    if (!name.endsWith('.cpuprofile')) continue;
    const profile = Profile.parse(JSON.parse(await readFile(join(directory, name), 'utf8')));
    const partOf = new Map(profile.nodes.map(({ id, callFrame }) => [id, partNamed(callFrame)]));
    for (const [index, id] of profile.samples.entries()) {
      const part = partOf.get(id) ?? '(idle)';
      parts.set(part, (parts.get(part) ?? 0) + (profile.timeDeltas[index] ?? 0));
    }
  }
  parts.delete('(idle)');
  const total = [...parts.values()].reduce((sum, time) => sum + time, 0);
  for (const [part, time] of [...parts].toSorted(([, one], [, other]) => other - one)) {
    const percent = (time / total) * 100;
    if (percent >= LEAST_PERCENT) report(`processor time in ${part}`, percent, '%');
  }
}

function partNamed({ functionName, url }: { functionName: string; url: string }): string {
  if (url === '') return functionName.startsWith('(') ? functionName : `native ${functionName}`;
  const [, scope] = PACKAGE.exec(url) ?? [];
  if (scope !== undefined) return scope.replace(/^(@[^/]+)\/.*$/u, '$1 (all packages)');
  return OURS.exec(url)?.[1] ?? url.split('/').slice(0, 2).join('/');
}
