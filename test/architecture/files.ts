import { basename, dirname } from 'node:path';
import * as z from 'zod';
import { filesIn, read } from './sources.ts';

/** A file is read in one go: its longest, in lines. */
const MOST_LINES = 200;

/** Names that say nothing of what is in a file, or hide where a thing comes from. */
const NAMELESS = /^(index|utils?|helpers?|common|misc|shared|lib|types|constants)$/u;

function partsOf(path: string): string[] {
  return [...dirname(path).split('/'), basename(path).replace(/(\.test|\.full|\.d|\.asl)?\.(ts|json)$/u, '')];
}

/** Files and folders that are not named in kebab-case, or by nothing. */
export function wronglyNamed(): string[] {
  const files = [
    ...filesIn(['functions', 'infra', 'test']),
    ...filesIn(['functions', 'infra', 'statemachines'], '.json'),
  ];
  return files.filter((path) =>
    partsOf(path).some((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(part) || NAMELESS.test(part)),
  );
}

/** Files of the product and its tests with too many lines, and how many. */
export function oversized(): string[] {
  return filesIn(['functions', 'infra', 'test'])
    .map((path) => ({ path, lines: read(path).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path}: ${lines}`);
}

/** The names of all fields in the declaration of a type or interface. */
export function fieldsOf(path: string, declaration: RegExp): string[] {
  const body = declaration.exec(read(path))?.groups?.['body'] ?? '';
  return [...new Set([...body.matchAll(/\breadonly (\w+)\??:/gu)].map(([, name]) => name ?? ''))];
}

/** The files that the scripts of package.json run, by the script's name. */
export function scriptTargets(): Record<string, string[]> {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  return Object.fromEntries(
    Object.entries(scripts).map(([name, command]) => [
      name,
      command.match(/\b(?:infra|test)\/\S+\.ts\b/gu) ?? [],
    ]),
  );
}
