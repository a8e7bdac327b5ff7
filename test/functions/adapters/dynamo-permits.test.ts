import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoCases } from '../../../functions/adapters/dynamo-cases.ts';
import { KEYS } from '../../../functions/adapters/dynamo-keys.ts';
import { createDynamoPermits } from '../../../functions/adapters/dynamo-permits.ts';
import { unpacked } from '../../../functions/adapters/dynamo-value.ts';
import type { SignedPermit } from '../../../functions/domain/permit.ts';
import { anAct, stored } from '../../support/case-changes.ts';
import { signedPermit } from '../../support/signed-permit.ts';
import { openWatchedTable, type WatchedTable } from '../../support/watched-table.ts';

let watched: WatchedTable;
beforeAll(async () => {
  watched = await openWatchedTable();
});
afterAll(() => watched.close());

/** Writes the permit with a case, and gives it as it lies and as it is found. */
async function keptAndFound(permit: SignedPermit) {
  const cases = createDynamoCases(watched.table);
  const record = await stored({ cases });
  const own = { ...permit, caseId: record.id };
  await cases.commit(anAct(record, [{ type: 'claimed', stage: 'acceptance' }], { permit: own }));
  const { licenceId } = permit.permit;
  const item = await watched.raw(KEYS.permit(licenceId));
  const found = await createDynamoPermits(watched.table).find(licenceId);
  return { own, found, value: item?.['value'] };
}

describe('A signed permit', () => {
  it('comes back to the letter, and takes less than one KiB', async () => {
    const { own, found, value } = await keptAndFound(await signedPermit('330327199102140017'));

    expect(found).toStrictEqual(own);
    expect(value?.B?.length).toBeLessThan(800);
    expect(value && unpacked(value)).toMatchObject({ jws: { claims: own.permit, header: { alg: 'ES256' } } });
  });

  it.each([
    ['that is no JWS', 'header.claims.signature'],
    ['without parts', 'h'],
    ['whose claims are not written as we write them', `e30.${Buffer.from('{ }').toString('base64url')}.s`],
    ['whose claims are no object', `e30.${Buffer.from('1').toString('base64url')}.s`],
    ['with a part too many', 'e30.e30.s.more'],
    ['with padding', 'e30=.e30.s'],
  ])('with a signature %s stays whole', async (what, jws) => {
    const permit = await signedPermit('330327199102140017', what);

    const { found, value } = await keptAndFound({ ...permit, jws });

    expect(found?.jws).toBe(jws);
    expect(value && unpacked(value)).toMatchObject({ jws });
  });

  it('of before, a Map with the signature whole, is found', async () => {
    const permit = await signedPermit('330327199102140017', 'before');
    const key = KEYS.permit('before');
    await watched.table.apply({ kind: 'put', item: { ...key, value: permit } });
    await watched.asBefore(key, ['caseId']);

    const found = await createDynamoPermits(watched.table).find('before');

    expect(found).toStrictEqual(permit);
  });
});
