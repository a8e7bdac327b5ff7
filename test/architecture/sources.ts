import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Root of the repository, with a slash at its end. */
export const ROOT = new URL('../../', import.meta.url).pathname;

/** One TypeScript file, read as text: what the laws look at. */
export interface Source {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** `text` without its comments, so that a law may be spoken of. */
  readonly code: string;
  /** What it imports: a path from the root, or a package's specifier. Types and dynamic imports count. */
  readonly imports: readonly string[];
}

/** Every file of the given folders (or the file itself) that ends so, from the root, in order. */
export function filesIn(folders: readonly string[], ending = '.ts'): string[] {
  const patterns = folders.map((folder) => (folder.endsWith(ending) ? folder : `${folder}/**/*${ending}`));
  return globSync(patterns, { cwd: ROOT }).toSorted();
}

/** The text of a file. @param path from the root */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The TypeScript files of the given folders. */
export function sourcesIn(...folders: string[]): Source[] {
  return filesIn(folders).map((path) => {
    const text = read(path);
    const code = withoutComments(text);
    return { path, text, code, imports: importsOf(path, code) };
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/(^|\s)\/\*[\s\S]*?\*\//gu, '$1').replaceAll(/(^|\s)\/\/[^\n]*/gu, '$1');
}

const SPECIFIER = [
  /\b(?:import|export)\b[^;'"`]*?\bfrom\s*(['"])(?<name>[^'"]+)\1/gu,
  /(?:^|\n)\s*import\s*(['"])(?<name>[^'"]+)\1/gu,
  /\b(?:import|require|resolve)\s*\(\s*(['"`])(?<name>[^'"`]+)\1/gu,
];

function importsOf(path: string, code: string): string[] {
  const names = SPECIFIER.flatMap((pattern) =>
    [...code.matchAll(pattern)].map((found) => found.groups?.['name'] ?? ''),
  );
  return names.map((name) => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name));
}

/** Where a pattern is found, as `path:line text`. */
export function placesOf(source: Source, pattern: RegExp, part: 'code' | 'text' = 'code'): string[] {
  const everywhere = new RegExp(pattern, `${pattern.flags.replace('g', '')}g`);
  return [...source[part].matchAll(everywhere)].map(([found]) => `${source.path}: ${found.trim()}`);
}
