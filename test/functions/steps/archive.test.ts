import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../functions/domain/canonical.ts';
import { archive } from '../../../functions/steps/archive.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { approved, CHEN } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

async function issuedCase() {
  const world = new FakeWorld();
  const { id } = await approved(world);
  await issue.run(world, { applicationId: id });
  return { world, id };
}

describe('keeping the file', () => {
  it('writes one manifest, named by its hash, of every event, material and the permit', async () => {
    const { world, id } = await issuedCase();

    await archive.run(world, { applicationId: id });

    const [[key, body] = ['', '']] = [...world.outside.archived];
    expect(key).toBe(`dossiers/${id}/${sha256Hex(body)}.json`);
    expect(JSON.parse(body)).toMatchObject({ caseId: id, events: { length: 5 }, materials: { length: 2 } });
    expect((await world.cases.find(id))?.archivedAt).toBe('2026-03-02T09:00:00.000+08:00');
  });

  it('says, in the manifest and in the event, where the chain of accesses ended', async () => {
    const { world, id } = await issuedCase();
    const who = { id: 'zhao', roles: ['auditor'], office: 'center' } as const;
    const head = await world.accesses.append(id, { at: world.now(), who, what: 'events' });

    await archive.run(world, { applicationId: id });

    const [body = ''] = world.outside.archived.values();
    expect(JSON.parse(body)).toMatchObject({ accesses: head });
    expect((await world.cases.events(id)).at(-1)?.fact).toMatchObject({ type: 'archived', accesses: head });
  });

  it('names nobody', async () => {
    const { world, id } = await issuedCase();

    await archive.run(world, { applicationId: id });

    const written = [...world.outside.archived].flat().join('\n');
    expect(written).not.toContain(CHEN.citizenIdNumber);
    expect(written).not.toContain(CHEN.fullName);
    expect(written).not.toContain('13800000001');
  });

  it('may run twice', async () => {
    const { world, id } = await issuedCase();

    await archive.run(world, { applicationId: id });
    await archive.run(world, { applicationId: id });

    expect(world.outside.archived.size).toBe(1);
    expect((await world.cases.events(id)).filter(({ fact }) => fact.type === 'archived')).toHaveLength(1);
  });

  it('keeps one file when it stopped between writing and recording', async () => {
    const { world, id } = await issuedCase();
    world.failNext('archive.keep', new Error('lost'), 'after');

    await expect(archive.run(world, { applicationId: id })).rejects.toThrow('lost');
    await archive.run(world, { applicationId: id });

    expect(world.outside.archived.size).toBe(1);
    expect((await world.cases.find(id))?.archivedAt).toBeDefined();
  });
});
