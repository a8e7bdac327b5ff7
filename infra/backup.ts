import { parseArgs } from 'node:util';
import { backUp, NotCopied, restore } from './local/backup/copy.ts';

/**
 * `npm run backup -- --to <new directory> [--data .data]` copies the data directory of a stopped product;
 * `npm run restore -- --from <backup> [--data .data]` makes a data directory of such a copy. Exit 0 done, 1 not done,
 * with the reason, 2 wrong call.
 */
const USAGE = `Usage: npm run backup -- --to <new directory> [--data <data directory, .data unless said otherwise>]
       npm run restore -- --from <backup> [--data <data directory, which must not be there>]`;

function asked(): { data: string; to?: string; from?: string } | undefined {
  try {
    const { data, to, from } = parseArgs({
      options: {
        data: { type: 'string', default: '.data' },
        to: { type: 'string' },
        from: { type: 'string' },
      },
    }).values;
    return (to === undefined) === (from === undefined)
      ? undefined
      : { data, ...(to !== undefined && { to }), ...(from !== undefined && { from }) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

const call = asked();
if (!call) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    const { data, to, from } = call;
    const { county, at, files } =
      to === undefined ? await restore(from ?? '', data) : await backUp(data, to, new Date().toISOString());
    const count = Object.keys(files).length;
    console.log(
      to === undefined
        ? `restored ${data}: ${county}, ${count} files of ${at}. Start: DATA_DIR=${data} npm start`
        : `backed up ${data} to ${to}: ${county}, ${count} files, at ${at}. It holds keys and personal data: keep it as safe as the machine.`,
    );
  } catch (error) {
    if (!(error instanceof NotCopied)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
