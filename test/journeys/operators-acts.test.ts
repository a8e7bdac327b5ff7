import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JWK, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };
import type { Product } from '../../infra/local/product.ts';
import { call, ok, Person } from './client.ts';
import { FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { submitted } from './stories.ts';

const SUICHANG = new URL('../../infra/counties/suichang.json', import.meta.url);
const CLOCK = { mode: 'frozen', startAt: '2026-03-02T09:00:00+08:00' } as const;

let directory: string;
let running: Product | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'huren-operator-'));
});
afterEach(async () => {
  await stop();
  await rm(directory, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await running?.close();
  running = undefined;
}

/** The product on a directory, with the data of the county as they stand. */
async function started(dataDir: string, countyFile = SUICHANG.pathname): Promise<Product> {
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
  const { startProduct } = await import('../../infra/local/product.ts');
  await stop();
  running = await startProduct({ dataDir, port: 0, clock: CLOCK, countyFile });
  return running;
}

/** An application in the name of permit-1 that waits for its acceptance. */
async function waiting(origin: string): Promise<string> {
  const { id } = await submitted(await Person.signIn(origin, 'permit-1'), FORM_OF_PERMIT_1);
  await new Instruments(origin).atState(id, 'AwaitAcceptance');
  return id;
}

/** Takes it to its permit. */
async function decide(origin: string, id: string): Promise<void> {
  const local = new Instruments(origin);
  const stages = [
    ['acceptor-1', 'acceptance', 'accept', 'AwaitAcceptance'],
    ['reviewer-1', 'review', 'endorse', 'AwaitReview'],
    ['approver-1', 'approval', 'approve', 'AwaitApproval'],
  ] as const;
  for (const [person, stage, outcome, state] of stages) {
    await local.atState(id, state);
    ok(await (await Person.signIn(origin, person)).claimAndDecide(id, stage, outcome));
  }
  await local.atState(id);
}

async function permitOf(origin: string, id: string): Promise<string> {
  const holder = await Person.signIn(origin, 'permit-1');
  return (await holder.get<{ jws: string }>(`/applications/${id}/permit`)).jws;
}

async function keysOf(origin: string): Promise<JWK[]> {
  return ok(await call<{ keys: JWK[] }>(`${origin}/.well-known/jwks.json`, 'GET')).keys;
}

/** As a verifier does who knows nothing but the published keys. */
async function verified(jws: string, keys: readonly JWK[]): Promise<string | undefined> {
  const { kid } = decodeProtectedHeader(jws);
  const key = keys.find((one) => one.kid === kid);
  if (key === undefined) return undefined;
  await compactVerify(jws, await importJWK(key, 'ES256'));
  return kid;
}

describe('rotating the key that signs permits', () => {
  it('signs new permits with the new key, and those signed before can still be verified', async () => {
    const dataDir = join(directory, 'data');
    const before = await started(dataDir);
    const [first = {}] = await keysOf(before.origin);
    const issuedBefore = await waiting(before.origin);
    await decide(before.origin, issuedBefore);
    const oldPermit = await permitOf(before.origin, issuedBefore);
    const countyFile = join(directory, 'suichang.json');
    await writeFile(
      countyFile,
      JSON.stringify({ ...suichang, licenceKey: { generation: 2, former: [first] } }),
    );

    const after = await started(dataDir, countyFile);

    const keys = await keysOf(after.origin);
    const kids = keys.map(({ kid }) => kid);
    expect(kids).toHaveLength(2);
    expect(kids[0]).not.toBe(first.kid);
    expect(kids[1]).toBe(first.kid);
    expect(await verified(oldPermit, keys)).toBe(first.kid);
    const signer = await readSignerOfNextPermit(after.origin);
    expect(signer).toBe(kids[0]);
  });
});

/** The key of a permit that is issued now, verified by the published keys. */
async function readSignerOfNextPermit(origin: string): Promise<string | undefined> {
  const holder = await Person.signIn(origin, 'time-1');
  const { id } = await submitted(holder, FORM_OF_TIME_1);
  await decide(origin, id);
  const { jws } = await holder.get<{ jws: string }>(`/applications/${id}/permit`);
  return verified(jws, await keysOf(origin));
}

describe('restoring a backup', () => {
  it('shows the same case on a copy, and the case goes on there to its permit', async () => {
    const [dataDir, copy] = [join(directory, 'data'), join(directory, 'copy')];
    const before = await started(dataDir);
    const id = await waiting(before.origin);
    const events = await eventsOf(before.origin, id);
    await stop();
    await cp(dataDir, copy, { recursive: true });
    await rm(dataDir, { recursive: true });

    const restored = await started(copy);

    expect(await eventsOf(restored.origin, id)).toEqual(events);
    await decide(restored.origin, id);
    const jws = await permitOf(restored.origin, id);
    expect(await verified(jws, await keysOf(restored.origin))).toBeDefined();
  });
});

async function eventsOf(origin: string, id: string): Promise<unknown> {
  const supervisor = await Person.signIn(origin, 'supervisor-1');
  const { events } = await supervisor.get<{ events: unknown }>(`/cases/${id}/events`);
  return events;
}
