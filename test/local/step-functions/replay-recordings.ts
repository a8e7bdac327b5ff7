/**
 * Replays histories recorded on AWS: `node test/local/step-functions/replay-recordings.ts <file.jsonl>`.
 * Each case passes, is refused by name because a state lies outside the dialect, or fails with the difference.
 * Exit code 1 when any fails.
 */
import { readFile } from 'node:fs/promises';
import type { Recording } from './replay/recording.ts';
import { replay } from './replay/replay.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Say which file of recordings to replay');
const lines = (await readFile(file, 'utf8')).trim().split('\n');
const counts = { pass: 0, refused: 0, fail: 0 };
for (const line of lines) {
  const recording = JSON.parse(line) as Recording;
  const { verdict, why } = await replay(recording);
  counts[verdict] += 1;
  console.log(`${verdict.padEnd(8)}${recording.name}${why === undefined ? '' : ` — ${why}`}`);
}
console.log(
  `${lines.length} recordings: ${counts.pass} pass, ${counts.refused} refused, ${counts.fail} fail`,
);
if (counts.fail > 0) process.exitCode = 1;
