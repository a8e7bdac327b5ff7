import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { County } from '../../functions/domain/county.ts';
import { API_FUNCTIONS, STEPS } from '../../functions/manifest.ts';
import { SCHEDULES } from '../../functions/timetable.ts';
import { bundle, makeBundler } from '../../infra/aws/bundle.ts';
import { bundledFolders } from './synthesised.ts';

/** Measured: 1.10 to 1.24 MB, nearly all of it the SDK's clients, loaded when used. A leap beyond this is a dependency that came in by accident. */
const LARGEST_BYTES = 1_500_000;

const ENTRIES = [
  ...Object.values(API_FUNCTIONS).map(({ name, entry }) => ({ name, entry })),
  ...STEPS.map(({ name }) => ({ name, entry: `functions/steps/${name}.ts` })),
  ...SCHEDULES.map(({ name }) => ({ name, entry: `functions/schedules/${name}.ts` })),
];

const Loaded = z.object({
  handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>(
    (value) => typeof value === 'function',
  ),
});

const folder = mkdtempSync(join(tmpdir(), 'huren-bundles-'));
let folders: Readonly<Record<string, string>>;
beforeAll(async () => {
  folders = await bundledFolders();
  // Bundles everything for real.
}, 240_000);

/** The folder that the stack deploys as the function's code. */
function codeOf(name: string): string {
  const entry = ENTRIES.find((one) => one.name === name)?.entry ?? '';
  return folders[entry] ?? `no code of ${name}`;
}

function load(name: string): unknown {
  return createRequire(import.meta.url)(join(codeOf(name), 'index.js'));
}

describe.each(ENTRIES)('The code of $name', ({ name }) => {
  it('loads and has a handler', () => {
    expect(Loaded.safeParse(load(name)).success).toBe(true);
  });

  it('is small', () => {
    expect(statSync(join(codeOf(name), 'index.js')).size).toBeLessThan(LARGEST_BYTES);
  });

  it('is nothing but one file and the county’s data', () => {
    expect(readdirSync(codeOf(name))).toEqual(['county.json', 'index.js']);
  });
});

describe('The code of a step', () => {
  it('is made of the same bytes each time', () => {
    const again = join(folder, 'issue-again');

    makeBundler()({ entry: 'functions/steps/issue.ts', county: 'suichang', into: again });

    expect(readFileSync(join(again, 'index.js'))).toEqual(readFileSync(join(codeOf('issue'), 'index.js')));
  });

  it('is wired to its world, and asks it for nothing before it is called', async () => {
    const { handler } = Loaded.parse(load('read-case'));

    const answer = handler({ applicationId: '01JNB6M4A0000000000000000A' }, { awsRequestId: 'r-1' });

    await expect(answer).rejects.toMatchObject({ name: 'MissingSetting.TABLE_NAME' });
  });
});

describe('A county', () => {
  it('has data that the functions can read', () => {
    const data: unknown = JSON.parse(readFileSync(join(codeOf('submit'), 'county.json'), 'utf8'));

    expect(County.parse(data)).toMatchObject({ id: 'suichang' });
  });

  it('without data is refused', () => {
    const into = join(folder, 'nowhere');

    expect(() => bundle({ entry: 'functions/steps/submit.ts', county: 'nowhere', into })).toThrow(
      'There is no infra/counties/nowhere.json',
    );
  });
});
