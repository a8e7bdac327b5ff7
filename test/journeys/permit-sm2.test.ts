import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { sm2 } from 'sm-crypto-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };
import { SUICHANG } from '../../infra/local/county.ts';
import { openKms } from '../../infra/local/kms/kms.ts';
import { REGION } from '../../infra/local/prepare.ts';
import type { Product } from '../../infra/local/product.ts';
import { verifyOutside } from '../local/kms-sm2-outside.ts';
import { call, ok, Person } from './client.ts';
import { FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { reviewAndApprove, submitted } from './stories.ts';

const CLOCK = { mode: 'frozen', startAt: '2026-03-02T09:00:00+08:00' } as const;

interface Permit {
  readonly jws: string;
  readonly sm2?: { readonly keyId: string; readonly signature: string };
}
interface Published extends JSONWebKeySet {
  readonly sm2Keys?: readonly { readonly kid: string; readonly spki: string }[];
}

let directory: string;
let running: Product | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'huren-sm2-'));
});
afterEach(async () => {
  await stop();
  await rm(directory, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await running?.close();
  running = undefined;
}

async function started({ withSm2 = true, countyFile = SUICHANG } = {}): Promise<string> {
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
  const { startProduct } = await import('../../infra/local/product.ts');
  await stop();
  const dataDir = join(directory, 'data');
  running = await startProduct({ dataDir, port: 0, clock: CLOCK, countyFile, sm2: withSm2 });
  return running.origin;
}

/** An application of this person, taken to its permit. @returns its id */
async function issued(
  origin: string,
  person: string,
  form: Parameters<typeof submitted>[1],
): Promise<string> {
  const local = new Instruments(origin);
  const { id } = await submitted(await Person.signIn(origin, person), form);
  await local.atState(id, 'AwaitAcceptance');
  ok(await (await Person.signIn(origin, 'acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
  await local.atState(id, 'AwaitReview');
  const officers = [
    await Person.signIn(origin, 'reviewer-1'),
    await Person.signIn(origin, 'approver-1'),
  ] as const;
  await reviewAndApprove(local, id, officers);
  await local.atState(id);
  return id;
}

async function permitOf(origin: string, person: string, id: string): Promise<Permit> {
  return (await Person.signIn(origin, person)).get<Permit>(`/applications/${id}/permit`);
}

async function published(origin: string): Promise<Published> {
  return ok(await call<Published>(`${origin}/.well-known/jwks.json`, 'GET'));
}

/** As two verifiers do who know nothing but what is published: one the JWS, the other the second signature. */
async function signers({ jws, sm2: second }: Permit, keys: Published): Promise<(string | undefined)[]> {
  const { protectedHeader } = await compactVerify(jws, createLocalJWKSet(keys));
  const named = keys.sm2Keys?.find(({ kid }) => kid === second?.keyId);
  if (named === undefined || second === undefined) return [protectedHeader.kid, undefined];
  const [spki, der] = [named.spki, second.signature].map((text) => Buffer.from(text, 'base64'));
  if (spki === undefined || der === undefined) throw new Error('A key and a signature were given');
  const text = jws.slice(0, jws.lastIndexOf('.'));
  const byOpenSsl = await verifyOutside(directory, spki, Buffer.from(text), der);
  const options = { der: true, hash: true };
  const byLibrary = sm2.doVerifySignature(text, der.toString('hex'), spki.toString('hex', 26), options);
  return [protectedHeader.kid, byOpenSsl && byLibrary ? named.kid : 'forged'];
}

describe('a permit issued in China', () => {
  it('has a second signature, which is verified by the published key, and whose keys are rotated together', async () => {
    const before = await started();
    const first = await issued(before, 'permit-1', FORM_OF_PERMIT_1);
    const keysBefore = await published(before);
    const old = await permitOf(before, 'permit-1', first);
    const countyFile = join(directory, 'suichang.json');
    const { keys: former, sm2Keys: formerSm2 } = keysBefore;
    await writeFile(
      countyFile,
      JSON.stringify({ ...suichang, licenceKey: { generation: 2, former, formerSm2 } }),
    );

    const after = await started({ countyFile });

    const keysAfter = await published(after);
    const second = await issued(after, 'time-1', FORM_OF_TIME_1);
    const young = await permitOf(after, 'time-1', second);
    const kidsOf = ({ keys, sm2Keys = [] }: Published) => [keys, sm2Keys].map((set) => set[0]?.kid);
    expect(await signers(old, keysBefore)).toEqual(kidsOf(keysBefore));
    expect(await signers(old, keysAfter)).toEqual(kidsOf(keysBefore));
    expect(await signers(young, keysAfter)).toEqual(kidsOf(keysAfter));
    expect(keysAfter.keys.slice(1)).toEqual(former);
    expect(keysAfter.sm2Keys?.slice(1)).toEqual(formerSm2);
    expect(await signers({ ...old, sm2: young.sm2 ?? { keyId: '', signature: '' } }, keysAfter)).toEqual([
      kidsOf(keysBefore)[0],
      'forged',
    ]);
  });

  it('keeps its second signature where later ones get none, and its events stay whole', async () => {
    const before = await started();
    const first = await issued(before, 'permit-1', FORM_OF_PERMIT_1);
    const old = await permitOf(before, 'permit-1', first);

    const elsewhere = await started({ withSm2: false });

    const second = await issued(elsewhere, 'time-1', FORM_OF_TIME_1);
    const auditor = await Person.signIn(elsewhere, 'auditor-1');
    const chain = await auditor.get<{ intact: boolean }>(`/cases/${first}/events`);
    expect(await permitOf(elsewhere, 'permit-1', first)).toEqual(old);
    expect(await permitOf(elsewhere, 'time-1', second)).not.toHaveProperty('sm2');
    expect(await published(elsewhere)).not.toHaveProperty('sm2Keys');
    expect(chain.intact).toBe(true);
  });
});

describe('the published keys', () => {
  it('are those of permits alone: no key of sessions or lookups is among them', async () => {
    const origin = await started();

    const { keys, sm2Keys = [] } = await published(origin);

    expect(keys.map(({ kty, crv, use, alg }) => [kty, crv, use, alg])).toEqual([
      ['EC', 'P-256', 'sig', 'ES256'],
    ]);
    expect(sm2Keys).toHaveLength(1);
    expect(keys.flatMap((key) => Object.keys(key)).sort()).toEqual([
      'alg',
      'crv',
      'kid',
      'kty',
      'use',
      'x',
      'y',
    ]);
  });
});

describe('changing the key of sessions', () => {
  it('signs nobody out by one generation, and everybody by two', async () => {
    const countyFile = join(directory, 'suichang.json');
    const change = (generation: number) =>
      writeFile(countyFile, JSON.stringify({ ...suichang, sessionKey: { generation } }));
    const { token } = await Person.signIn(await started(), 'permit-1');
    const statusOn = async (origin: string) =>
      (await call(`${origin}/applications`, 'GET', { token })).status;

    await change(2);
    const next = await statusOn(await started({ countyFile }));
    await change(3);
    const leaked = await statusOn(await started({ countyFile }));

    expect([next, leaked]).toEqual([200, 403]);
  });
});

describe('a data directory of an earlier version', () => {
  it('starts, though its key of sessions was a pair, and people sign in again', async () => {
    const dataDir = join(directory, 'data');
    await mkdir(dataDir);
    const earlier = await openKms({ file: join(dataDir, 'kms.json'), region: REGION });
    await earlier.ensureKey('alias/huren-session', 'ECC_NIST_P256');

    const origin = await started({ withSm2: false });

    const holder = await Person.signIn(origin, 'permit-1');
    expect(await holder.get('/applications')).toBeDefined();
  });
});
