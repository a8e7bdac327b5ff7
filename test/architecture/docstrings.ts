import type { Source } from './sources.ts';

const EXPORT =
  /^export (?:abstract )?(?:async )?(?<kind>function|class|interface|const|type)\*? (?<name>\w+)(?<rest>.*)$/u;

/** Exports without a docstring that need one, as `path: name`. */
export function undocumented({ path, text }: Source): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const { kind, name, rest } = EXPORT.exec(line)?.groups ?? {};
    if (name === undefined || lines[index - 1]?.trimEnd().endsWith('*/')) return [];
    if (
      name === 'handler' ||
      isDerived(kind, rest) ||
      isPaired(kind, name, text) ||
      isSaidInside(kind, lines.slice(index))
    )
      return [];
    return [`${path}: ${name}`];
  });
}

/** A type read off a schema or a table: what there is to say stands there. */
function isDerived(kind: string | undefined, rest = ''): boolean {
  return kind === 'type' && /^ = (z\.(infer|input|output)<|keyof |\(?typeof |\(keyof )/u.test(rest);
}

/** The shape that a schema of the same name makes. */
function isPaired(kind: string | undefined, name: string, text: string): boolean {
  return (kind === 'interface' || kind === 'type') && text.includes(`\nexport const ${name} = `);
}

/** A shape that explains its members one by one. */
function isSaidInside(kind: string | undefined, lines: readonly string[]): boolean {
  if (kind !== 'interface') return false;
  const body = lines.slice(0, lines.indexOf('}'));
  return body.some((line) => line.trim().startsWith('/**'));
}
