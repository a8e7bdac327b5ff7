import { parseArgs } from 'node:util';
import { bringFrom } from './operator/bring-cases.ts';
import { isSafeEndpoint } from './operator/endpoint.ts';

/**
 * `npm run bring-cases -- --from <table> --to <table> [--dry-run] [--endpoint <address>] <case>...`: makes these cases
 * stand in one table as they stand in another. Exit 0 done, 1 when a case is not in the first table, 2 wrong call.
 */
const USAGE =
  'Usage: npm run bring-cases -- --from <table> --to <table> [--dry-run] [--endpoint <address by https or on this machine>] <case>...';

function asked() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        endpoint: { type: 'string' },
      },
    });
    const { from, to, endpoint, 'dry-run': dryRun } = values;
    const ids = positionals.filter((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/u.test(id));
    if (endpoint !== undefined && !isSafeEndpoint(endpoint)) return undefined;
    if (!from || !to || from === to || ids.length === 0 || ids.length < positionals.length) return undefined;
    return { from, to, dryRun, endpoint, caseIds: ids };
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
  const done = await bringFrom(call);
  for (const [id, { put, removed }] of done)
    console.log(put === 0 ? `${id} not in ${call.from}` : `${id} ${put} items, ${removed} removed`);
  if (call.dryRun) console.log('dry run: nothing was written');
  if ([...done.values()].some(({ put }) => put === 0)) process.exitCode = 1;
}
