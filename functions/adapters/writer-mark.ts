import { randomBytes } from 'node:crypto';

/**
 * Random text beside what is put under a condition, where somebody else's put could be equal to the letter. A repeat of
 * ours whose answer was lost counts as written only where the very same item stands, or after an update the mark it set
 * in `writer` (dynamo-write.ts).
 */
export function writerMark(): string {
  return randomBytes(9).toString('base64url');
}
