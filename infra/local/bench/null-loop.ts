import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { secondsOf } from './figure.ts';

/** About what one transition of the small machine weighs, bytes. */
const FILLING = 'x'.repeat(1_500);

/** Writes a second when nothing is interpreted. @param together so many share one sync, one sync after another */
export async function syncedWrites(count: number, together: number): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'huren-bench-null-'));
  const db = new ClassicLevel(directory);
  await db.open();
  const seconds = await secondsOf(async () => {
    for (let written = 0; written < count; written += together) {
      const batch = Array.from({ length: together }, (_, n) => ({
        type: 'put' as const,
        key: `key!${written + n}`,
        value: FILLING,
      }));
      await db.batch(batch, { sync: true });
    }
  });
  await db.close();
  await rm(directory, { recursive: true, force: true });
  return count / seconds;
}

/** Seconds to read every value of a database that nobody else holds. */
export async function secondsToRead(directory: string): Promise<number> {
  const db = new ClassicLevel(directory);
  const seconds = await secondsOf(async () => {
    await db.open();
    await db.values().all();
  });
  await db.close();
  return seconds;
}
