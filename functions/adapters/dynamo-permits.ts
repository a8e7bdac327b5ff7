import * as z from 'zod';
import type { SignedPermit } from '../domain/permit.ts';
import type { PermitStore } from '../ports/case-records.ts';
import { KEYS } from './dynamo-keys.ts';
import { shaped, type DynamoTable } from './dynamo-table.ts';

const Parts = z.object({
  header: z.looseObject({}),
  claims: z.looseObject({}),
  signature: z.string(),
});
const PermitItem = z.object({
  value: shaped<Omit<SignedPermit, 'jws'> & { readonly jws: string | z.infer<typeof Parts> }>(
    z.looseObject({
      caseId: z.string(),
      permit: z.looseObject({ licenceId: z.string() }),
      status: z.enum(['valid', 'suspended', 'revoked']),
      jws: z.union([z.string(), Parts]),
      keyId: z.string(),
    }),
  ),
});

/** Issued permits; written with the case that issues them. */
export function createDynamoPermits(table: DynamoTable): PermitStore {
  return {
    async find(licenceId) {
      const kept = (await table.get(KEYS.permit(licenceId), PermitItem))?.value;
      return kept && { ...kept, jws: typeof kept.jws === 'string' ? kept.jws : compact(kept.jws) };
    },
  };
}

/**
 * The permit as its item holds it: a JWS taken apart, since its claims repeat the permit word for word and packing takes
 * out what is repeated, but not what is in base64. One that would not come back to the letter stays whole.
 */
export function keptPermit(permit: SignedPermit): Readonly<Record<string, unknown>> {
  const parts = partsOf(permit.jws);
  return parts && compact(parts) === permit.jws ? { ...permit, jws: parts } : { ...permit };
}

function partsOf(jws: string): z.infer<typeof Parts> | undefined {
  const [header = '', claims = '', signature] = jws.split('.');
  try {
    return Parts.parse({ header: decoded(header), claims: decoded(claims), signature });
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

function compact({ header, claims, signature }: z.infer<typeof Parts>): string {
  return [encoded(header), encoded(claims), signature].join('.');
}

function decoded(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
