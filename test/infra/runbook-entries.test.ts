import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Every `docs/runbook.md#…` that the source names. */
function named(): string[] {
  const files = readdirSync('infra', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.flatMap((name) =>
    [...readFileSync(join('infra', name), 'utf8').matchAll(/docs\/runbook\.md#([a-z-]+)/gu)].map(
      ([, entry = '']) => entry,
    ),
  );
}

describe('The runbook', () => {
  it('has every entry that a command, an alarm or a message names', () => {
    const headings = readFileSync('docs/runbook.md', 'utf8').matchAll(/^#{1,4} (.+)$/gmu);
    const anchors = new Set([...headings].map(([, text = '']) => text.toLowerCase().replaceAll(' ', '-')));

    const entries = named();

    expect(entries).toContain('a-deployment-fails');
    expect(entries).toContain('a-release-is-rolled-back');
    expect(entries.filter((entry) => !anchors.has(entry))).toEqual([]);
  });
});
