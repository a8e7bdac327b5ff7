import * as z from 'zod';
import { applicantEndpoints } from '../../functions/lambdas/applicant.ts';
import { publicEndpoints } from '../../functions/lambdas/public.ts';
import { staffEndpoints } from '../../functions/lambdas/staff.ts';
import { filesIn, read, type Source } from './sources.ts';

/** Names of the files in a folder of handlers, without their ending. */
export function namesIn(folder: string): string[] {
  const paths = filesIn([folder]);
  return paths.map((path) => path.slice(folder.length + 1, -'.ts'.length)).toSorted();
}

/** The names of the routes that each audience's Lambda serves, as often as it serves them, in order. */
export function servedRoutes(): Record<string, string[]> {
  const served = { public: publicEndpoints, applicant: applicantEndpoints, staff: staffEndpoints };
  return Object.fromEntries(
    Object.entries(served).map(([audience, all]) => [audience, all.map(({ route }) => route).toSorted()]),
  );
}

/** Endpoint files whose comment does not begin with their route, as the manifest has it. */
export function unnamedRoutes(routes: readonly { name: string; method: string; path: string }[]): string[] {
  return routes
    .filter(({ name, method, path }) => {
      const [before = ''] = read(`functions/api/${name}.ts`).split(/\bendpoint(?:<[^>]*>)?\(/u, 1);
      const comment = before.slice(before.lastIndexOf('/**')).replace(/^\/\*\*[\s*]*/u, '');
      const [, named = ''] = /^([A-Z]+ \S+?)(?:\?[\w=&]+)?\.\s/u.exec(comment) ?? [];
      return named !== `${method} ${path}`;
    })
    .map(({ name, method, path }) => `functions/api/${name}.ts does not begin with “${method} ${path}.”`);
}

const Schema: z.ZodType = z.unknown();
const Content = z.record(z.string(), z.object({ schema: Schema }));
const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        responses: z.record(z.string(), z.object({ content: Content.optional() })),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), Schema).default({}) }),
});

/** The names in every answer of a document that match, as `operation: name`. References are followed. */
export function namesInAnswers(document: unknown, pattern: RegExp): string[] {
  const { paths, components } = Document.parse(document);
  const found = new Set<string>();
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path)))
    for (const { content = {} } of Object.values(operation.responses))
      for (const { schema } of Object.values(content))
        for (const name of propertiesOf(schema, components.schemas, new Set()))
          if (pattern.test(name)) found.add(`${operation.operationId}: ${name}`);
  return [...found].toSorted();
}

function propertiesOf(
  schema: unknown,
  named: Readonly<Record<string, unknown>>,
  seen: Set<unknown>,
): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key === '$ref') return propertiesOf(named[String(value).split('/').at(-1) ?? ''], named, seen);
    const own = key === 'properties' && typeof value === 'object' && value !== null ? Object.keys(value) : [];
    return [...own, ...propertiesOf(value, named, seen)];
  });
}

/** Whether anything is still awaited or written after the machine was woken, in the same function. */
export function actsAfterWaking(source: Source): string[] {
  const functions = source.code.split(/\n(?=(?:export |async |function |const ))/u);
  return functions
    .map((body) => body.split(/\bworkflow\s*\.\s*(?:start|wake)\(|\bwakeMachine\(\s*world/u).at(-1) ?? '')
    .filter(
      (rest, index) => rest !== functions[index] && /\bawait\b|\bworld\.\w+\.\w+\(/u.test(withoutCall(rest)),
    )
    .map((rest) => `${source.path}: ${rest.trim().split('\n')[0] ?? ''}`);
}

/** What follows the call whose arguments the text begins with. */
function withoutCall(rest: string): string {
  let depth = 1;
  for (const [index, letter] of [...rest].entries()) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth === 0) return rest.slice(index);
  }
  return '';
}
