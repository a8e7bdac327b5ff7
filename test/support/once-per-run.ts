import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/**
 * A folder that takes seconds to make and that many test files only read: the first that asks makes it, the others
 * find it. What two make at the same moment is made twice, and one of them kept.
 * @param make makes the folder on the same disk as the system's temporary folder
 */
export async function oncePerRun(name: string, make: () => Promise<string>): Promise<string> {
  const kept = join(inject('folderOfRun'), name);
  if (existsSync(kept)) return kept;
  const made = await make();
  try {
    renameSync(made, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
    rmSync(made, { recursive: true });
  }
  return kept;
}
