import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { County } from '../../functions/domain/county.ts';
import { readIfPresent, writeFileDurably } from './store.ts';

const COUNTIES = new URL('../counties/', import.meta.url);

/** Data of the county that runs where none is asked for. */
export const SUICHANG = countyFileOf('suichang');

/** The county that `npm start` was asked for in `COUNTY`. @throws RangeError when it has no data */
export function wantedCounty(): string {
  return countyFileOf(process.env['COUNTY'] ?? 'suichang');
}

/**
 * The county of a data directory: one directory, one county, as one deployment is one county.
 * @throws RangeError when the directory belongs to another; ZodError for data that do not fit the schema
 */
export async function countyOf(file: string, dataDir: string): Promise<County> {
  const county = County.parse(JSON.parse(await readFile(file, 'utf8')));
  const mark = `${dataDir}/county`;
  const kept = await readIfPresent(mark);
  if (kept === undefined) await writeFileDurably(mark, county.id);
  else if (kept !== county.id)
    throw new RangeError(`${dataDir} holds the data of ${kept}; use another DATA_DIR for ${county.id}`);
  return county;
}

function countyFileOf(id: string): string {
  const file = new URL(`${id}.json`, COUNTIES);
  if (!/^[a-z]+$/u.test(id) || !existsSync(file))
    throw new RangeError(`There is no infra/counties/${id}.json`);
  return fileURLToPath(file);
}
