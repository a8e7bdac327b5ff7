import { compactVerify, importJWK } from 'jose';
import { sm2 as sm2Outside } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../functions/domain/canonical.ts';
import { isLicenceIdentifier } from '../../../functions/domain/licence-identifier.ts';
import { check } from '../../../functions/steps/check.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { approved, CHEN, CHENS_FACTS, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

describe('issuing a permit', () => {
  it('signs the ten items, stops the clock and owes the message, all in one act', async () => {
    const world = new FakeWorld();
    const { id } = await approved(world);
    world.setNow('2026-03-03T10:00:00+08:00');

    await issue.run(world, { applicationId: id });

    const record = await world.cases.find(id);
    const kept = await world.permits.find(record?.licenceId ?? '');
    const { jwk } = await world.licenceSigner.publicKey();
    const verified = await compactVerify(kept?.jws ?? '', await importJWK(jwk, 'ES256'));
    expect(record).toMatchObject({ position: 'issued', issuedAt: '2026-03-03T10:00:00.000+08:00' });
    expect(isLicenceIdentifier(record?.licenceId ?? '')).toBe(true);
    expect(JSON.parse(Buffer.from(verified.payload).toString())).toEqual(kept?.permit);
    expect(kept?.permit).toMatchObject({
      fullName: '陈晓宁',
      citizenIdNumber: CHEN.citizenIdNumber,
      endorsementDueOn: '2027-03-03',
    });
    expect((await world.messages.listUnsettled(id)).map(({ event }) => event)).toContain('issued');
  });

  it('signs by SM2 as well where there is such a key, and the chain of events covers both signatures', async () => {
    const world = new FakeWorld();
    world.outside.sm2Key = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
    const { id } = await approved(world);

    await issue.run(world, { applicationId: id });

    const { licenceId = '' } = (await world.cases.find(id)) ?? {};
    const kept = await world.permits.find(licenceId);
    const { jws = '', sm2 } = kept ?? {};
    const facts = (await world.cases.events(id)).map(({ fact }) => fact);
    const point = sm2Outside.getPublicKeyFromPrivateKey(world.outside.sm2Key);
    const der = Buffer.from(sm2?.signature ?? '', 'base64').toString('hex');
    const signedText = jws.slice(0, jws.lastIndexOf('.'));
    const { kid } = (await world.sm2Signer.publicKey()) ?? {};
    expect(sm2Outside.doVerifySignature(signedText, der, point, { der: true, hash: true })).toBe(true);
    expect(facts.find(({ type }) => type === 'issued')).toEqual({
      type: 'issued',
      licenceId,
      licenceHash: sha256Hex(`${jws}\n${kid}\n${sm2?.signature}`),
      keyId: 'licence-key',
      sm2KeyId: kid,
    });
  });

  it('leaves the fact as it was where there is no such key', async () => {
    const world = new FakeWorld();
    const { id } = await approved(world);

    await issue.run(world, { applicationId: id });

    const { licenceId = '' } = (await world.cases.find(id)) ?? {};
    const kept = await world.permits.find(licenceId);
    const facts = (await world.cases.events(id)).map(({ fact }) => fact);
    expect(kept).not.toHaveProperty('sm2');
    expect(facts.find(({ type }) => type === 'issued')).toEqual({
      type: 'issued',
      licenceId,
      licenceHash: sha256Hex(kept?.jws ?? ''),
      keyId: 'licence-key',
    });
  });

  it('may run twice', async () => {
    const world = new FakeWorld();
    const { id } = await approved(world);
    await issue.run(world, { applicationId: id });
    const before = await world.cases.find(id);

    await issue.run(world, { applicationId: id });

    expect(await world.cases.find(id)).toEqual(before);
    expect(world.given('licenceSigner.sign')).toHaveLength(1);
    expect(world.memory.permits.size).toBe(1);
  });

  it('makes the permit of the same identifier when its first answer was lost', async () => {
    const world = new FakeWorld();
    const { id } = await approved(world);
    world.failNext('cases.commit', new Error('gone'));

    await expect(issue.run(world, { applicationId: id })).rejects.toThrow('gone');
    await issue.run(world, { applicationId: id });

    expect(world.memory.permits.size).toBe(1);
    expect((await world.cases.events(id)).filter(({ fact }) => fact.type === 'issued')).toHaveLength(1);
  });

  it('names the older permit that it replaces', async () => {
    const world = new FakeWorld();
    world.outside.people.set(CHEN.citizenIdNumber, CHENS_FACTS);
    const { id } = await approved(world);
    await check.run(world, { applicationId: id, withoutProvince: false });

    await issue.run(world, { applicationId: id });

    expect([...world.memory.permits.values()][0]?.permit.replaces).toBe('3303272024000123');
  });

  it('is a fault before the approval, and issues nothing', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);

    await expect(issue.run(world, { applicationId: id })).rejects.toThrow(TypeError);

    expect(world.memory.permits.size).toBe(0);
  });
});
