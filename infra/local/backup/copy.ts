import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ClassicLevel } from 'classic-level';
import * as z from 'zod';
import { syncDirectory, writeFileDurably } from '../store.ts';

/** The list beside the copied files: what belongs to the backup, and how each file hashes. */
const LIST = 'backup.json';
/** The folder of the copied files. */
const FILES = 'data';
/** The store that a start opens first: who holds it keeps every start away. */
const HELD = 'province';
/** What every data directory has. */
const MARKS = ['county', 'kms.json', 'credentials.json', 'step-functions', HELD] as const;

const List = z.object({
  county: z.string(),
  /** When the copy was finished, ISO 8601. */
  at: z.string(),
  /** Path in the directory → SHA-256, hex. */
  files: z.record(z.string(), z.string()),
});
/** What a backup holds. */
export type BackupList = z.infer<typeof List>;

/** Why nothing was copied, in words for whoever runs the command. */
export class NotCopied extends Error {
  override readonly name = 'NotCopied';
}

/**
 * Copies a data directory whole, with its keys; only while nothing runs on it, for its parts are written one after
 * the other. The list is written last: without it a copy is no backup.
 * @throws NotCopied when the product runs, or the target is there already; the error of the disk
 */
export async function backUp(dataDir: string, target: string, at: string): Promise<BackupList> {
  if (MARKS.some((mark) => !existsSync(join(dataDir, mark))))
    throw new NotCopied(`${dataDir} is no data directory of the product.`);
  if (existsSync(target)) throw new NotCopied(`${target} is there already; name a new directory.`);
  if (isWithin(target, dataDir)) throw new NotCopied(`${target} lies inside ${dataDir}.`);
  return whileHeld(dataDir, async () => {
    const files = await copyAll(dataDir, join(target, FILES));
    const list = { county: (await readFile(join(dataDir, 'county'), 'utf8')).trim(), at, files };
    await writeFileDurably(join(target, LIST), `${JSON.stringify(list, undefined, 2)}\n`);
    return list;
  });
}

/**
 * Makes a data directory of a backup, after every file of it was found whole.
 * @throws NotCopied when the backup is not whole, or the directory is there already; nothing is written then
 */
export async function restore(backup: string, directory: string): Promise<BackupList> {
  // Without a slash at the end, which would put what is half restored inside it.
  const dataDir = resolve(directory);
  if (!existsSync(join(backup, LIST)))
    throw new NotCopied(`${backup} has no ${LIST}: it is no backup, or was broken off.`);
  if (existsSync(dataDir))
    throw new NotCopied(`${dataDir} is there already. Move it aside first: nothing is overwritten.`);
  const list = List.parse(JSON.parse(await readFile(join(backup, LIST), 'utf8')));
  const paths = Object.keys(list.files);
  const lacks = MARKS.find((mark) => !paths.some((path) => path === mark || path.startsWith(`${mark}/`)));
  if (lacks) throw new NotCopied(`${LIST} of the backup does not name ${lacks}.`);
  for (const [path, sha256] of Object.entries(list.files)) {
    // The list comes from a disk that others may have had in their hands.
    if (!isWithin(join(backup, FILES, path), join(backup, FILES)))
      throw new NotCopied(`${path} of the backup lies outside it.`);
    const file = join(backup, FILES, path);
    const found = existsSync(file) ? await sha256Of(file) : 'missing';
    if (found !== sha256) throw new NotCopied(`${path} of the backup is not what was copied (${found}).`);
  }
  // Under another name until it is whole: a start must never find half a directory.
  const half = `${dataDir}.restoring`;
  if (existsSync(half))
    throw new NotCopied(`${half} is there: a restoring was broken off. Remove it, then try again.`);
  await copyAll(join(backup, FILES), half, paths);
  await rename(half, dataDir);
  return list;
}

async function copyAll(from: string, to: string, paths?: readonly string[]): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const path of paths ?? (await filesIn(from))) {
    const target = join(to, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(from, path), target);
    await syncFile(target);
    files[path] = await sha256Of(target);
  }
  await syncDirectory(to);
  return files;
}

/** @throws NotCopied when the product runs on the directory */
async function whileHeld<T>(dataDir: string, run: () => Promise<T>): Promise<T> {
  const store = new ClassicLevel(join(dataDir, HELD), { createIfMissing: false });
  try {
    await store.open();
  } catch (cause) {
    const words = `The product runs on ${dataDir}, or its data are damaged. Stop it, then try again.`;
    throw new NotCopied(words, { cause });
  }
  try {
    return await run();
  } finally {
    await store.close();
  }
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isWithin(path: string, directory: string): boolean {
  return `${resolve(path)}/`.startsWith(`${resolve(directory)}/`);
}
