import { createHmac } from 'node:crypto';
import { GenerateMacCommand, KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import type { LookupKeys } from '../ports/outside.ts';
import { remembered } from './remembered.ts';

export interface KmsLookupKeysOptions {
  /** Id, ARN or alias of an HMAC_256 key. */
  readonly keyId: string;
  /** Another county's values never hash alike. */
  readonly county: string;
  readonly config?: KMSClientConfig;
}

/**
 * Keyed hashes under a key derived once per container: KMS's MAC of a fixed label. The values themselves are hashed
 * here, so that no personal value is ever sent to KMS.
 */
export function createKmsLookupKeys({ keyId, county, config = {} }: KmsLookupKeysOptions): LookupKeys {
  const kms = new KMSClient(config);
  const derivedKey = remembered(async () => {
    const { Mac } = await kms.send(
      new GenerateMacCommand({
        KeyId: keyId,
        MacAlgorithm: 'HMAC_SHA_256',
        Message: Buffer.from(`huren-lookup-key-v1:${county}`, 'ascii'),
      }),
    );
    // An empty key would be a public one.
    if (Mac?.length !== 32) throw new Error('KMS gave no lookup key');
    return Mac;
  });
  return {
    async keyOf(kind, value) {
      return createHmac('sha256', await derivedKey())
        .update(`${kind}\n${value}`, 'utf8')
        .digest('hex');
    },
  };
}
