import * as z from 'zod';
import type { Step } from '../../functions/runtime/step.ts';
import { STEPS } from '../../functions/manifest.ts';
import { sourcesIn, type Source } from './sources.ts';

/** What a module gives, its own names only. */
const Exports = z.preprocess((file) => ({ ...(file as object) }), z.record(z.string(), z.unknown()));

type AnyStep = Pick<Step<z.ZodType, z.ZodType>, 'name' | 'input' | 'output'>;

function isStep(value: unknown): value is AnyStep {
  return (
    typeof value === 'object' && value !== null && 'name' in value && 'input' in value && 'output' in value
  );
}

/** The steps as their files declare them, by the manifest's name. */
export async function stepsByName(): Promise<ReadonlyMap<string, AnyStep>> {
  const found = new Map<string, AnyStep>();
  for (const { name } of STEPS) {
    const file: unknown = await import(`../../functions/steps/${name}.ts`);
    const step = Object.values(Exports.parse(file)).find(isStep);
    if (step) found.set(name, step);
  }
  return found;
}

/** Every file of ours that a step reaches through its imports, adapters and the envelope left aside. */
export function filesBehindSteps(): Source[] {
  const all = new Map(sourcesIn('functions').map((source) => [source.path, source]));
  const reached = new Set<string>();
  const open = [...all.keys()].filter((path) => path.startsWith('functions/steps/'));
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path) || !/^functions\/(steps|casework|domain)\//u.test(path)) continue;
    reached.add(path);
    open.push(...(all.get(path)?.imports ?? []));
  }
  return [...reached].toSorted().flatMap((path) => all.get(path) ?? []);
}
