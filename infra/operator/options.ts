import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { StaffId } from '../../functions/casework/views.ts';
import { County } from '../../functions/domain/county.ts';
import { isSafeEndpoint } from './endpoint.ts';

const COUNTIES = fileURLToPath(new URL('../counties/', import.meta.url));

/** Whom to enter as the first operator, and where. */
export interface FirstOperator {
  readonly county: County;
  /** The `sub` of the person's staff token. */
  readonly staffId: string;
  readonly displayName: string;
  /** Id of an office of the county. */
  readonly office: string;
  readonly tableName: string;
  /** Id, ARN or alias of the key of lookups. */
  readonly lookupKeyId: string;
  /** Enters one more where there is an operator in service already: the others are locked out. */
  readonly again: boolean;
  /** Where AWS is asked, in the place of its own addresses. */
  readonly endpoint: string | undefined;
}

/** How it is called. */
export const USAGE = `Usage: npm run operator -- --county <id> --staff-id <sub> --name <name> --table <name> --lookup-key <key>
         [--office <id>] [--again] [--endpoint <address>]   < identity-number
  --staff-id    the sub of the person's staff token: small letters, digits and hyphens
  --office      an office of the county's data; the default one unless said otherwise
  --table       the table of the deployment; huren on the embedded cloud
  --lookup-key  the key of lookups: id, ARN or alias; alias/huren-lookup on the embedded cloud
  --again       even though there is an operator in service: they cannot sign in any more
  --endpoint    another address for AWS, as http://127.0.0.1:8787/_local/aws
The identity number is read from the standard input; only its keyed hash is kept.`;

/** The options, or everything that is wrong with them. */
export function optionsOf(args: readonly string[]): FirstOperator | { readonly wrong: readonly string[] } {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        county: { type: 'string' },
        'staff-id': { type: 'string' },
        name: { type: 'string' },
        office: { type: 'string' },
        table: { type: 'string' },
        'lookup-key': { type: 'string' },
        again: { type: 'boolean', default: false },
        endpoint: { type: 'string' },
      },
    }));
  } catch (error) {
    return { wrong: [error instanceof Error ? error.message : String(error)] };
  }
  const { name, table, again, endpoint, 'staff-id': staffId, 'lookup-key': lookupKeyId } = values;
  const county = countyOf(values.county);
  const wrong = [
    ...(typeof county === 'string' ? [county] : []),
    ...(StaffId.safeParse(staffId).success
      ? []
      : [`--staff-id: “${staffId ?? ''}” is no id of an officer (small letters, digits and hyphens).`]),
    ...(typeof county === 'object' && county.smoke?.staffId === staffId && staffId !== undefined
      ? [`--staff-id: “${staffId}” is the account of the smoke test, which is no officer.`]
      : []),
    ...(name?.trim() ? [] : ['--name is missing.']),
    ...(table ? [] : ['--table is missing.']),
    ...(lookupKeyId ? [] : ['--lookup-key is missing.']),
    ...(endpoint === undefined || isSafeEndpoint(endpoint)
      ? []
      : [`--endpoint: “${endpoint}” is no address by https or on this machine.`]),
  ];
  if (wrong.length > 0 || typeof county === 'string' || !staffId || !name || !table || !lookupKeyId)
    return { wrong };
  const office = values.office ?? county.offices.find((one) => one.default)?.id ?? '';
  return {
    county,
    staffId,
    displayName: name.trim(),
    office,
    tableName: table,
    lookupKeyId,
    again,
    endpoint,
  };
}

/** The county's data, or what is wrong with the name. */
function countyOf(id: string | undefined): County | string {
  if (id === undefined) return '--county is missing.';
  const file = join(COUNTIES, `${id}.json`);
  if (!/^[a-z]+$/u.test(id) || !existsSync(file)) return `--county: there is no infra/counties/${id}.json.`;
  return County.parse(JSON.parse(readFileSync(file, 'utf8')));
}
