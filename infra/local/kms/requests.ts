import * as z from 'zod';

const blob = z.base64().transform((text) => Buffer.from(text, 'base64'));
const context = z.record(z.string(), z.string()).optional();
const id = z.looseObject({ KeyId: z.string() });
const signing = id.extend({
  Message: blob,
  MessageType: z.enum(['RAW', 'DIGEST']).optional(),
  SigningAlgorithm: z.string(),
});
const mac = id.extend({ Message: blob, MacAlgorithm: z.string() });

/** What each operation of KMS that is built is sent. */
export const REQUESTS = {
  DescribeKey: id,
  DisableKey: id,
  EnableKey: id,
  GetPublicKey: id,
  Sign: signing,
  Verify: signing.extend({ Signature: blob }),
  GenerateMac: mac,
  VerifyMac: mac.extend({ Mac: blob }),
  Encrypt: id.extend({ Plaintext: blob, EncryptionContext: context }),
  Decrypt: z.looseObject({ CiphertextBlob: blob, KeyId: z.string().optional(), EncryptionContext: context }),
  GenerateDataKey: id.extend({
    KeySpec: z.string().optional(),
    NumberOfBytes: z.int().min(1).max(1024).optional(),
    EncryptionContext: context,
  }),
  ListAliases: z.looseObject({ KeyId: z.string().optional() }),
};

/** The name of an operation that is built. */
export type Operation = keyof typeof REQUESTS;

/** What each operation does with its checked input. */
export type Operations = {
  readonly [K in Operation]: (input: z.output<(typeof REQUESTS)[K]>) => object | Promise<object>;
};
