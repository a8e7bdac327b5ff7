import { statfs } from 'node:fs/promises';

const FULL_BELOW_BYTES = 256 * 1024;
const SAID_AGAIN_AFTER_MILLIS = 60_000;

/** What is wrong with the disk under the directory, in plain words; undefined when the error speaks of something else. */
export function diskTrouble(error: unknown, directory: string): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = error instanceof Error ? error.message : String(error);
  if (code === 'ENOSPC' || /No space left on device|File too large/u.test(words)) {
    return `The disk of ${directory} is full. Make room, then start again: nothing that was acknowledged is lost.`;
  }
  if (
    ['EACCES', 'EROFS', 'ENOTDIR', 'EPERM'].includes(code) ||
    /Permission denied|Read-only file system/u.test(words)
  ) {
    return `${directory} cannot be written. Choose another directory: DATA_DIR=/some/where npm start`;
  }
  return undefined;
}

/** Tells the operator, at most once a minute, when the disk under the directory has no room left. */
export function createFullDiskWarning(directory: string, say: (words: string) => void): () => Promise<void> {
  let saidAt = -Infinity;
  return async () => {
    const { bavail, bsize } = await statfs(directory);
    if (bavail * bsize >= FULL_BELOW_BYTES || Date.now() - saidAt < SAID_AGAIN_AFTER_MILLIS) return;
    saidAt = Date.now();
    say(
      `The disk of ${directory} is full: writes are refused until there is room; nothing acknowledged is lost.`,
    );
  };
}
