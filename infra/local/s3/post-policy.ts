import * as z from 'zod';
import { AwsError } from '../wire.ts';

/** Some write the two numbers as texts. */
const Bytes = z.coerce.number().int().min(0);

const Policy = z.object({
  expiration: z.iso.datetime({ offset: true }),
  conditions: z.array(
    z.union([
      z.record(z.string(), z.string()).refine((pairs) => Object.keys(pairs).length === 1),
      z.tuple([z.literal('content-length-range'), Bytes, Bytes]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
    ]),
  ),
});

/** Fields that no condition need name. */
const FREE = /^(?:x-amz-signature|policy|file|x-ignore-.*)$/u;

/** What a policy is held against. */
export interface Upload {
  /** The form's fields, lower-case names. Every one must be named by a condition. */
  readonly fields: ReadonlyMap<string, string>;
  /** As they will be used, whatever the form says. */
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
}

/**
 * Holds a POST policy against what was sent: not expired, every condition true, every field named by one.
 * @param encoded base64 of the policy document; its signature is checked by the caller
 * @throws AwsError AccessDenied, EntityTooLarge, EntityTooSmall, InvalidPolicyDocument
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function assertPolicy(encoded: string, upload: Upload): void {
  const policy = parse(encoded);
  if (Date.parse(policy.expiration) < Date.now()) throw denied('Policy expired.');
  const values = new Map([...upload.fields, ['bucket', upload.bucket], ['key', upload.key]]);
  const covered = new Set<string>();
  for (const condition of policy.conditions) {
    const parts = Array.isArray(condition)
      ? condition
      : Object.entries(condition).flatMap(([name, value]) => ['eq', `$${name}`, value]);
    const [operator, name, value] = parts;
    if (operator === 'content-length-range') {
      assertSize(upload.sizeBytes, Number(name), Number(value));
      continue;
    }
    const field = String(name).replace(/^\$/u, '').toLowerCase();
    covered.add(field);
    const given = values.get(field) ?? '';
    const wanted = String(value);
    const holds =
      operator === 'starts-with' ? given.startsWith(wanted) : operator === 'eq' && given === wanted;
    if (!holds) throw denied(`Policy Condition failed: ${JSON.stringify(parts)}`);
  }
  const extra = [...upload.fields.keys()].filter((name) => !covered.has(name) && !FREE.test(name));
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`);
}

function parse(encoded: string): z.output<typeof Policy> {
  try {
    return Policy.parse(JSON.parse(Buffer.from(encoded, 'base64').toString()));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    throw new AwsError('InvalidPolicyDocument', `Invalid Policy: ${cause.message}`);
  }
}

function assertSize(sizeBytes: number, least: number, most: number): void {
  if (sizeBytes > most) {
    const told = { ProposedSize: sizeBytes, MaxSizeAllowed: most };
    throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, told);
  }
  if (sizeBytes < least) {
    const told = { ProposedSize: sizeBytes, MinSizeAllowed: least };
    throw new AwsError(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
      400,
      told,
    );
  }
}

function denied(why: string): AwsError {
  return new AwsError('AccessDenied', `Invalid according to Policy: ${why}`, 403);
}
