import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawSignature } from '../../../functions/adapters/ecdsa-signature.ts';
import { createKmsLookupKeys } from '../../../functions/adapters/kms-lookup-keys.ts';
import { createKmsSigner } from '../../../functions/adapters/kms-signer.ts';
import { NO_SM2 } from '../../../functions/adapters/kms-sm2-signer.ts';
import { signJws } from '../../../functions/casework/sign-jws.ts';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../../support/embedded-aws.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
});

afterAll(async () => {
  await cloud.close();
  await directory.remove();
});

const kmsCalls = (operation: string) =>
  cloud.requests.filter(({ headers }) => headers['x-amz-target'] === `TrentService.${operation}`);

describe('a key that signs in KMS', () => {
  it('makes signatures that anyone can verify by its published key', async () => {
    const { keyId } = await cloud.kms.ensureKey('alias/licence', 'ECC_NIST_P256');
    const signer = createKmsSigner({ keyId, config: cloud.client });

    const { jws } = await signJws({ licenceSigner: signer, sm2Signer: NO_SM2 }, 'residence-permit+jws', {
      fullName: '陈晓宁',
    });

    const { jwk } = await signer.publicKey();
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(jwk, 'ES256'));
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ fullName: '陈晓宁' });
    expect(protectedHeader.kid).toBe(await calculateJwkThumbprint(jwk));
  });

  it('signs more than KMS takes in one message, for only the digest is sent', async () => {
    const { keyId } = await cloud.kms.ensureKey('alias/licence', 'ECC_NIST_P256');
    const signer = createKmsSigner({ keyId, config: cloud.client });
    const bytes = Buffer.alloc(100_000, 7);

    const signature = await signer.sign(bytes);

    const key = createPublicKey({ key: { ...(await signer.publicKey()).jwk }, format: 'jwk' });
    expect(signature).toHaveLength(64);
    expect(verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  it('asks for its public key once per container, and again after a failure', async () => {
    const { keyId } = await cloud.kms.ensureKey('alias/licence', 'ECC_NIST_P256');
    const signer = createKmsSigner({ keyId, config: cloud.client });
    const before = kmsCalls('GetPublicKey').length;
    cloud.faults.add({ service: 'kms', operation: 'GetPublicKey', kind: 'error' });

    await expect(signer.publicKey()).rejects.toThrow();
    const answers = await Promise.all([signer.publicKey(), signer.publicKey(), signer.publicKey()]);

    expect(new Set(answers.map((answer) => answer.keyId)).size).toBe(1);
    expect(kmsCalls('GetPublicKey')).toHaveLength(before + 2);
  });
});

describe('a signature in DER', () => {
  it('becomes r and s of 32 bytes each, whatever their length was', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const bytes = Buffer.from('permit');

    const raws = Array.from({ length: 600 }, () => rawSignature(sign('sha256', bytes, privateKey)));

    const isValid = (raw: Uint8Array) =>
      verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw);
    expect(raws.every((raw) => raw.length === 64 && isValid(raw))).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a wrong length', '3007020101020101'],
    ['something after it', '30080201010201010500'],
    ['no second number', '3003020101'],
    ['a number too large', `3045022101${'11'.repeat(32)}0220${'22'.repeat(32)}`],
  ])('is refused with %s', (_what, hex) => {
    expect(() => rawSignature(Buffer.from(hex, 'hex'))).toThrow(TypeError);
  });
});

describe('lookup keys', () => {
  it('hash the same value alike in every container, and another kind, value or county otherwise', async () => {
    const { keyId } = await cloud.kms.ensureKey('alias/lookup', 'HMAC_256');
    const open = (county: string) => createKmsLookupKeys({ keyId, county, config: cloud.client });
    const [one, same, other] = [open('suichang'), open('suichang'), open('songyang')];

    const keys = await Promise.all([
      one.keyOf('person', '330327199102140017'),
      same.keyOf('person', '330327199102140017'),
      one.keyOf('permit', '330327199102140017'),
      one.keyOf('person', '330327198807060020'),
      other.keyOf('person', '330327199102140017'),
    ]);

    expect(keys.every((key) => /^[0-9a-f]{64}$/u.test(key))).toBe(true);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(4);
  });

  it('ask KMS once per container, and never send it a personal value', async () => {
    const { keyId } = await cloud.kms.ensureKey('alias/lookup', 'HMAC_256');
    const keys = createKmsLookupKeys({ keyId, county: 'suichang', config: cloud.client });
    const before = kmsCalls('GenerateMac').length;

    await Promise.all(['a', 'b', 'c'].map((value) => keys.keyOf('person', value)));

    const calls = kmsCalls('GenerateMac').slice(before);
    const sent = calls.map(({ body }) => JSON.parse(body.toString()) as { Message: string });
    expect(sent.map(({ Message }) => Buffer.from(Message, 'base64').toString())).toEqual([
      'huren-lookup-key-v1:suichang',
    ]);
  });
});
