import { describe, expect, it } from 'vitest';
import { checkSecondSignature } from '../../../infra/smoke/second-signature.ts';
import { FakeOutside } from '../../support/fake-outside.ts';
import { fakeSm2Signer } from '../../support/fake-keys.ts';

const JWS = 'eyJhbGciOiJFUzI1NiJ9.eyJmdWxsTmFtZSI6IumZiOaZk-WugSJ9.c2lnbmF0dXJl';

/** A permit's second signature, and the set with its key. */
async function signed(text = 'eyJhbGciOiJFUzI1NiJ9.eyJmdWxsTmFtZSI6IumZiOaZk-WugSJ9') {
  const outside = new FakeOutside();
  outside.sm2Key = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
  const signer = fakeSm2Signer(outside);
  const key = await signer.publicKey();
  return { sm2: await signer.sign(Buffer.from(text)), published: key ? [key] : [] };
}

describe('the smoke test, of the second signature of a permit,', () => {
  it('takes it by the published key, and none where no key is published', async () => {
    const { sm2, published } = await signed();

    expect(() => checkSecondSignature(JWS, sm2, published)).not.toThrow();
    expect(() => checkSecondSignature(JWS, undefined, [])).not.toThrow();
  });

  it('says when it is missing, by an unknown key, or that of another permit', async () => {
    const { sm2, published } = await signed();
    const other = await signed('eyJhbGciOiJFUzI1NiJ9.e30');

    expect(() => checkSecondSignature(JWS, undefined, published)).toThrow('no signature by SM2');
    expect(() => checkSecondSignature(JWS, sm2, [])).toThrow('which is not published');
    expect(() => checkSecondSignature(JWS, other.sm2, published)).toThrow('not that of the permit');
  });
});
