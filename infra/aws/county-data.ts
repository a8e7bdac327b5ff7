import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { County } from '../../functions/domain/county.ts';

const COUNTIES = new URL('../counties/', import.meta.url);

/**
 * Path of the county's data.
 * @throws TypeError when there is none
 */
export function countyFile(county: string): string {
  const file = new URL(`${county}.json`, COUNTIES);
  if (!existsSync(file)) throw new TypeError(`There is no infra/counties/${county}.json`);
  return fileURLToPath(file);
}

/** The county's data. @throws TypeError when there are none, ZodError when they do not fit the schema */
export function countyOf(county: string): County {
  return County.parse(JSON.parse(readFileSync(countyFile(county), 'utf8')));
}
