import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { API_FUNCTIONS, STEPS } from '../../functions/manifest.ts';
import { SCHEDULES } from '../../functions/timetable.ts';
import { countyFile } from './county-data.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where a function finds its county's data. */
export const COUNTY_FILE = '/var/task/county.json';

export interface BundleRequest {
  /** Source file that exports `handler`, relative to the repository. */
  readonly entry: string;
  readonly county: string;
  /** Folder to fill; emptied first. */
  readonly into: string;
}

/** Fills a folder with one function's code. */
export type Bundler = (request: BundleRequest) => void;

/** Every function of the product: built together, what they share is read once. */
const ENTRIES: readonly string[] = [
  ...Object.values(API_FUNCTIONS).map(({ entry }) => entry),
  ...STEPS.map(({ name }) => `functions/steps/${name}.ts`),
  ...SCHEDULES.map(({ name }) => `functions/schedules/${name}.ts`),
];
/**
 * A bundler that builds each source once: neither county nor partition is in the code. One function's code is a single
 * CommonJS file and the county's data beside it; the same sources give the same bytes. CommonJS because in an ES module
 * the envelope's imports cost 40 ms at load instead of 6. It throws when an entry does not build, or only with a warning.
 */
export function makeBundler(): Bundler {
  const built = new Map<string, Uint8Array>();
  return ({ entry, county, into }) => {
    if (!built.has(entry))
      for (const [name, code] of build(ENTRIES.includes(entry) ? ENTRIES : [entry])) built.set(name, code);
    const code = built.get(entry);
    if (!code) throw new Error(`${entry} is no source in the repository`);
    rmSync(into, { recursive: true, force: true });
    mkdirSync(into, { recursive: true });
    writeFileSync(join(into, 'index.js'), code);
    copyFileSync(countyFile(county), join(into, 'county.json'));
  };
}

/** The bundler of this process. */
export const bundle: Bundler = makeBundler();

function build(entries: readonly string[]): [entry: string, code: Uint8Array][] {
  const { outputFiles, warnings } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [...entries],
    outdir: ROOT,
    outbase: ROOT,
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    // The machine catches errors by their class's name.
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [warning] = warnings;
  if (warning) throw new Error(`${warning.location?.file ?? entries.join(', ')}: ${warning.text}`);
  return outputFiles.map(({ path, contents }) => [
    relative(ROOT, path).replaceAll(sep, '/').replace(/\.js$/u, '.ts'),
    contents,
  ]);
}
