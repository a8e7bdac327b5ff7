import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Turns } from './turns.ts';

/**
 * Files of the embedded cloud that outlive a kill: what has been acknowledged is on the disk.
 * Whole small files are replaced atomically; journals only grow.
 */

/** Makes a new or renamed entry of the directory survive a power cut. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a new file and syncs its bytes; the caller syncs the directory. @param mode permission bits */
export async function writeSynced(path: string, data: string | Uint8Array, mode = 0o600): Promise<void> {
  const handle = await open(path, 'w', mode);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a file as a whole: after a kill it holds either the old text or the new one.
 * Calls for the same path must not overlap. @param mode permission bits, owner only unless told
 */
export async function writeFileDurably(path: string, data: string, mode = 0o600): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeSynced(`${path}.new`, data, mode);
  await rename(`${path}.new`, path);
  await syncDirectory(dirname(path));
}

/** The file's text, or undefined when there is no such file. @throws any other file error */
export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether the error says that a file or directory does not exist. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** An append-only list of JSON records, one a line. */
export class Journal<T> {
  /** Those that are kept in memory. */
  readonly records: T[];
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #keeps: (record: T) => boolean;
  readonly #turns = new Turns();

  #sizeBytes = 0;

  private constructor(path: string, handle: FileHandle, keeps: (record: T) => boolean, records: T[]) {
    this.#path = path;
    this.#handle = handle;
    this.#keeps = keeps;
    this.records = records.filter(keeps);
  }

  /**
   * Reads what is there. A last line without its line end was never acknowledged and is cut off.
   * @param keeps which records stay in memory; the others are only on the disk. @default all
   */
  static async open<T>(path: string, keeps: (record: T) => boolean = () => true): Promise<Journal<T>> {
    await mkdir(dirname(path), { recursive: true });
    const text = (await readIfPresent(path)) ?? '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const handle = await open(path, 'a', 0o600);
    const journal = new Journal(path, handle, keeps, parseLines<T>(whole));
    journal.#sizeBytes = Buffer.byteLength(whole);
    await handle.truncate(journal.#sizeBytes);
    await syncDirectory(dirname(path));
    return journal;
  }

  /** Every record that is on the disk by now, in order. */
  async all(): Promise<T[]> {
    const sizeBytes = this.#sizeBytes;
    return parseLines((await readFile(this.#path)).toString('utf8', 0, sizeBytes));
  }

  /** Resolves once the record is on the disk; only then is it in `records`. Order of calls is kept. */
  append(record: T): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    return this.#turns.take(async () => {
      try {
        await this.#handle.appendFile(line);
        await this.#handle.datasync();
      } catch (error) {
        // On a full disk half a line may be there: the next record must not be glued to it.
        await this.#handle.truncate(this.#sizeBytes);
        throw error;
      }
      this.#sizeBytes += line.length;
      if (this.#keeps(record)) this.records.push(record);
    });
  }

  async close(): Promise<void> {
    await this.#turns.over();
    await this.#handle.close();
  }
}

function parseLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
