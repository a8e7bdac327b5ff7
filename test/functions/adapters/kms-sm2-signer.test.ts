import { sm2 } from 'sm-crypto-v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signJws } from '../../../functions/casework/sign-jws.ts';
import { createKmsSigner } from '../../../functions/adapters/kms-signer.ts';
import { createKmsSm2Signer, NO_SM2 } from '../../../functions/adapters/kms-sm2-signer.ts';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../../support/embedded-aws.ts';
import { verifyOutside } from '../../local/kms-sm2-outside.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let keyId: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
  keyId = (await cloud.kms.ensureKey('alias/licence-sm2', 'SM2')).keyId;
});

afterAll(async () => {
  await cloud.close();
  await directory.remove();
});

const signer = () => createKmsSm2Signer({ keyId, config: cloud.client });
const kmsCalls = (operation: string) =>
  cloud.requests.filter(({ headers }) => headers['x-amz-target'] === `TrentService.${operation}`);

describe('a key of SM2 that signs in KMS', () => {
  it('makes signatures that OpenSSL verifies by the published key, and of no other message', async () => {
    const message = Buffer.from('居住证 330000'.repeat(1000));

    const signature = await signer().sign(message);

    const spki = Buffer.from((await signer().publicKey())?.spki ?? '', 'base64');
    const der = Buffer.from(signature?.signature ?? '', 'base64');
    expect(await verifyOutside(directory.path, spki, message, der)).toBe(true);
    expect(await verifyOutside(directory.path, spki, Buffer.from('other'), der)).toBe(false);
  });

  it('sends KMS the digest and never the message', async () => {
    await signer().sign(Buffer.from('330327199102140017'));

    const sent = JSON.parse(kmsCalls('Sign').at(-1)?.body.toString() ?? '{}') as Record<string, string>;
    expect(sent).toMatchObject({ MessageType: 'DIGEST', SigningAlgorithm: 'SM2DSA' });
    expect(Buffer.from(sent['Message'] ?? '', 'base64')).toHaveLength(32);
  });

  it('shows its public key with coordinates and as SPKI, which are the same key', async () => {
    const key = await signer().publicKey();

    const spki = Buffer.from(key?.spki ?? '', 'base64');
    expect(key).toMatchObject({ kty: 'EC', crv: 'SM2', alg: 'SM2-SM3', use: 'sig' });
    expect(key?.kid).toMatch(/^[\w-]{43}$/u);
    expect(spki.toString('hex', 27)).toBe(
      [key?.x, key?.y].map((part) => Buffer.from(part ?? '', 'base64url').toString('hex')).join(''),
    );
  });

  it('asks for its public key once per container', async () => {
    const one = signer();
    const before = kmsCalls('GetPublicKey').length;

    await Promise.all(['a', 'b', 'c'].map((text) => one.sign(Buffer.from(text))));

    expect(kmsCalls('GetPublicKey')).toHaveLength(before + 1);
  });

  it('is refused when the key is on another curve', async () => {
    const other = (await cloud.kms.ensureKey('alias/licence-p256', 'ECC_NIST_P256')).keyId;

    await expect(createKmsSm2Signer({ keyId: other, config: cloud.client }).publicKey()).rejects.toThrow(
      TypeError,
    );
  });
});

describe('a permit that is signed twice', () => {
  it('has both signatures over the same bytes, and the same JWS as one that is signed once', async () => {
    const p256 = (await cloud.kms.ensureKey('alias/licence-p256', 'ECC_NIST_P256')).keyId;
    const licenceSigner = createKmsSigner({ keyId: p256, config: cloud.client });
    const permit = { fullName: '陈晓宁' };

    const twice = await signJws({ licenceSigner, sm2Signer: signer() }, 'residence-permit+jws', permit);
    const once = await signJws({ licenceSigner, sm2Signer: NO_SM2 }, 'residence-permit+jws', permit);

    const signedText = twice.jws.slice(0, twice.jws.lastIndexOf('.'));
    const key = await signer().publicKey();
    const point = Buffer.from(key?.spki ?? '', 'base64').toString('hex', 26);
    const der = Buffer.from(twice.sm2?.signature ?? '', 'base64').toString('hex');
    expect(signedText).toBe(once.jws.slice(0, once.jws.lastIndexOf('.')));
    expect(once).not.toHaveProperty('sm2');
    expect(twice.sm2?.keyId).toBe(key?.kid);
    expect(sm2.doVerifySignature(signedText, der, point, { der: true, hash: true })).toBe(true);
    expect(await NO_SM2.publicKey()).toBeUndefined();
  });
});
