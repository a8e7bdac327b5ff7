import { randomBytes, randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { syncDirectory, writeSynced } from '../store.ts';
import { Turns } from '../turns.ts';
import type { Checksums } from './checksums.ts';

/** What was set when the bucket was made. */
export interface Bucket {
  readonly name: string;
  readonly versioning: boolean;
  readonly objectLock: boolean;
  /** ISO 8601, real time, as all times of the S3 protocol. */
  readonly createdAt: string;
}

/** One version of one object, or the mark of its deletion. */
export interface Version {
  readonly key: string;
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
  readonly lastModified: string;
  readonly deleteMarker?: true;
  readonly sizeBytes: number;
  /** MD5 in hex, without quotes. */
  readonly etag: string;
  readonly checksums: Checksums;
  /** Content type and the like, and `x-amz-meta-…`, as they are to be answered. */
  readonly headers: Readonly<Record<string, string>>;
  /** Name of the file with the bytes; empty for the mark of a deletion. */
  readonly file: string;
  readonly legalHold?: boolean;
  readonly retention?: { readonly mode: string; readonly until: string };
  /** Where the version sorts among those of its key: the newest first. */
  readonly rank: string;
}

/** A version before the store gives it its id, time and rank. */
export type NewVersion = Omit<Version, 'versionId' | 'lastModified' | 'rank'>;

// Below every character that a key may hold, so that keys sort as S3 lists them.
const NUL = '\u0000';
const FIRST_RANK = Number.MAX_SAFE_INTEGER;

/** Buckets and versions in LevelDB, bytes in files. Whatever resolves here survives a kill. */
export class ObjectStore {
  readonly #db: ClassicLevel;
  readonly #files: string;
  readonly #buckets = new Map<string, Bucket>();
  #lastRank = FIRST_RANK;
  readonly #turns = new Turns();

  private constructor(directory: string) {
    this.#db = new ClassicLevel(join(directory, 'index'));
    this.#files = join(directory, 'objects');
  }

  /** Also removes the files that no version names: their writer was killed before it could acknowledge them. */
  static async open(directory: string): Promise<ObjectStore> {
    const store = new ObjectStore(directory);
    await mkdir(store.#files, { recursive: true });
    await store.#db.open();
    for await (const text of store.#db.values({ gt: 'b!', lt: 'b"' })) {
      const bucket = JSON.parse(text) as Bucket;
      store.#buckets.set(bucket.name, bucket);
    }
    const named = new Set<string>();
    for await (const text of store.#db.values({ gt: 'v!', lt: 'v"' })) {
      const version = JSON.parse(text) as Version;
      named.add(version.file);
      store.#lastRank = Math.min(store.#lastRank, Number(version.rank));
    }
    const unnamed = (await readdir(store.#files)).filter((file) => !named.has(file));
    for (const file of unnamed) await rm(join(store.#files, file));
    return store;
  }

  buckets(): Bucket[] {
    return [...this.#buckets.values()];
  }

  bucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  async putBucket(bucket: Bucket): Promise<void> {
    await this.#db.put(`b!${bucket.name}`, JSON.stringify(bucket), { sync: true });
    this.#buckets.set(bucket.name, bucket);
  }

  /** Runs acts that read, decide and write, one after the other. Bytes should be on the disk before. */
  exclusively<T>(act: () => Promise<T>): Promise<T> {
    return this.#turns.take(act);
  }

  /** The versions of one key, newest first. */
  async versions(bucket: string, key: string): Promise<Version[]> {
    const start = `v!${bucket}${NUL}${key}${NUL}`;
    const texts = await this.#db.values({ gt: start, lt: `${start}~` }).all();
    return texts.map((text) => JSON.parse(text) as Version);
  }

  /** All versions of a bucket whose key starts so, by key in UTF-8 order, newest first. */
  async *scan(bucket: string, prefix: string): AsyncGenerator<Version> {
    const start = `v!${bucket}${NUL}${prefix}`;
    for await (const [place, text] of this.#db.iterator({ gte: start, lt: `v!${bucket}\u0001` })) {
      if (!place.startsWith(start)) return;
      yield JSON.parse(text) as Version;
    }
  }

  /** Adds a version, in the place of the one before where the bucket keeps no versions. Within `exclusively`. */
  async add(bucket: Bucket, version: NewVersion): Promise<Version> {
    const replaced = bucket.versioning ? [] : await this.versions(bucket.name, version.key);
    this.#lastRank -= 1;
    const added: Version = {
      ...version,
      versionId: bucket.versioning ? randomBytes(24).toString('base64url') : 'null',
      lastModified: new Date().toISOString(),
      rank: String(this.#lastRank).padStart(16, '0'),
    };
    await this.#db.batch(
      [
        ...replaced.map((old) => ({ type: 'del' as const, key: placeOf(bucket.name, old) })),
        { type: 'put' as const, key: placeOf(bucket.name, added), value: JSON.stringify(added) },
      ],
      { sync: true },
    );
    for (const old of replaced) await this.#removeFile(old);
    return added;
  }

  /** Writes changed settings of a version. Within `exclusively`. */
  async update(bucket: Bucket, version: Version): Promise<void> {
    await this.#db.put(placeOf(bucket.name, version), JSON.stringify(version), { sync: true });
  }

  /** For good. Within `exclusively`. */
  async remove(bucket: Bucket, version: Version): Promise<void> {
    await this.#db.del(placeOf(bucket.name, version), { sync: true });
    await this.#removeFile(version);
  }

  /** @returns the name of the file, which no version names yet */
  async writeBytes(data: Uint8Array): Promise<string> {
    const file = randomUUID();
    await writeSynced(join(this.#files, file), data);
    await syncDirectory(this.#files);
    return file;
  }

  /** A second file with the same bytes. */
  async copyBytes(version: Version): Promise<string> {
    const file = randomUUID();
    const path = join(this.#files, file);
    await copyFile(join(this.#files, version.file), path);
    const handle = await open(path, 'r');
    await handle.sync();
    await handle.close();
    await syncDirectory(this.#files);
    return file;
  }

  /** Takes back a file that no version was made for. */
  async discard(file: string): Promise<void> {
    await rm(join(this.#files, file), { force: true });
  }

  /** To be closed by the caller. Within `exclusively` it cannot be removed before; later removal does no harm. */
  openBytes(version: Version): Promise<FileHandle> {
    return open(join(this.#files, version.file), 'r');
  }

  async close(): Promise<void> {
    await this.#turns.over();
    await this.#db.close();
  }

  async #removeFile({ file }: Version): Promise<void> {
    if (file !== '') await this.discard(file);
  }
}

function placeOf(bucket: string, version: Version): string {
  return `v!${bucket}${NUL}${version.key}${NUL}${version.rank}`;
}
