import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toStored, type StoredItem } from '../../../functions/adapters/dynamo-item.ts';
import { KEYS } from '../../../functions/adapters/dynamo-keys.ts';
import { openDynamo, type Dynamo } from '../../../infra/local/dynamodb.ts';
import { bringCases } from '../../../infra/operator/bring-cases.ts';
import { itemsOf, restoreTable } from '../../support/restored-table.ts';

const OLDER = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const NEWER = '01BX5ZZKBKACTAV9WEVGEMMVRZ';
const STRANGER = '01M83EW65MX5Y2QJ1GXH8GSAP8';

let directory: string;
let engine: Dynamo;
let client: DynamoDBClient;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'huren-bring-'));
  engine = await openDynamo({ directory });
  const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'local-secret' };
  client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'cn-northwest-1', credentials });
});
afterAll(async () => {
  client.destroy();
  await engine.close();
  await rm(directory, { recursive: true, force: true });
});

const record = (id: string, sequence: number) =>
  toStored({ ...KEYS.record(id), value: { sequence, lastHash: 'h' } });
const open = (id: string) => toStored({ ...KEYS.open('holder'), caseId: id });

/** What the second table holds after these cases were brought. */
async function brought(from: StoredItem[], to: StoredItem[], caseIds: string[]): Promise<string[]> {
  await restoreTable(client, 'before', from);
  await restoreTable(client, 'huren', to);
  await bringCases(client, { from: 'before', to: 'huren', caseIds, dryRun: false });
  return (await itemsOf(client, 'huren')).map(nameOf).toSorted();
}

function nameOf({ pk, sk, caseId, value }: StoredItem): string {
  return [pk?.S, sk?.S, caseId?.S ?? value?.S].join(' ');
}

describe('Bringing a case into another table', () => {
  it('leaves alone what somebody else wrote, though it names the case', async () => {
    const words = (id: string, text: string) => toStored({ ...KEYS.draft(id), value: { version: 1, text } });
    const later = toStored({ ...KEYS.event(STRANGER, 2), value: { words: `as in ${OLDER}` } });
    const draft = words('draft-1', `see ${OLDER}`);

    const found = await brought(
      [record(OLDER, 2), record(STRANGER, 2), later],
      [record(OLDER, 1), record(STRANGER, 1), draft],
      [OLDER],
    );

    expect(found).toEqual([record(OLDER, 2), record(STRANGER, 1), draft].map(nameOf).toSorted());
  });

  it('takes along what lies elsewhere and names the case, in either form', async () => {
    const permit = { ...KEYS.permit('licence-1'), value: { caseId: OLDER } };
    const before = { ...marshall({ ...permit, ...KEYS.permit('licence-0') }) };
    const pointer = toStored({ ...KEYS.number('331123'), caseId: OLDER });
    const reminder = toStored({
      ...KEYS.reminder('2027-03-02', 'endorsement', `key#${OLDER}#2027-03-02`),
      value: {},
    });
    const all = [record(OLDER, 1), toStored(permit), before, pointer, reminder];

    const found = await brought(all, [], [OLDER]);

    expect(found).toEqual(all.map(nameOf).toSorted());
  });

  it.each([
    ['the older first', [OLDER, NEWER]],
    ['the newer first', [NEWER, OLDER]],
  ])(
    'keeps the mark of a holder’s open case, in whichever order two of theirs are named: %s',
    async (_order, ids) => {
      const from = [record(OLDER, 9), record(NEWER, 1), open(NEWER)];

      const found = await brought(from, [record(OLDER, 1), open(OLDER)], ids);

      expect(found).toEqual(from.map(nameOf).toSorted());
    },
  );
});
