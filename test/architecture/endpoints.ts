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
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const found = operations.flatMap(({ operationId, responses }) => {
    const schemas = Object.values(responses).flatMap(({ content = {} }) => Object.values(content));
    const names = schemas.flatMap(({ schema }) => propertiesOf(schema, components.schemas, new Set()));
    return names.filter((name) => pattern.test(name)).map((name) => `${operationId}: ${name}`);
  });
  return [...new Set(found)].toSorted();
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

/** Acts, as `path: statement`, that follow a wake-up before its function or branch ends. */
export function actsAfterWaking(source: Source): string[] {
  const [, ...rests] = source.code.split(
    /\bworkflow\s*\.\s*(?:start|wake|reroute)\(|\bwakeMachine\((?=world)/u,
  );
  return rests.flatMap((rest) => {
    const after = afterCall(rest);
    const end = /\n *\}|\n *return\b[^;]*;/u.exec(after);
    const same = after.slice(0, end ? end.index + end[0].length : undefined);
    return /\bawait\b|\bworld\.\w+\.\w+\(/u.test(same) ? [`${source.path}: ${same.trim()}`] : [];
  });
}

/** What follows the call whose arguments the text begins with. */
function afterCall(text: string): string {
  let depth = 1;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charAt(index) === '(') depth += 1;
    if (text.charAt(index) === ')') depth -= 1;
    if (depth === 0) return text.slice(index + 1);
  }
  return '';
}
