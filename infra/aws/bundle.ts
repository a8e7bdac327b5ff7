import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
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

/**
 * One function's code: a single CommonJS file and the county's data beside it. The same sources give the same bytes.
 * CommonJS because in an ES module the envelope's imports cost 40 ms at load instead of 6.
 * @throws when the entry does not build, or only builds with a warning
 */
export function bundle({ entry, county, into }: BundleRequest): void {
  rmSync(into, { recursive: true, force: true });
  const { warnings } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: join(into, 'index.js'),
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
  if (warning) throw new Error(`${entry}: ${warning.text} (${warning.location?.file ?? 'no file'})`);
  copyFileSync(countyFile(county), join(into, 'county.json'));
}
