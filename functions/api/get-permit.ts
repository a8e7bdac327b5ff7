import * as z from 'zod';
import { expectAsIssued } from '../casework/as-issued.ts';
import { ownCase } from '../casework/own-case.ts';
import { ById } from '../casework/views.ts';
import { RuleError } from '../domain/rule-error.ts';
import { endpoint } from '../runtime/endpoint.ts';

const PermitView = z.strictObject({
  licenceId: z.string(),
  status: z.enum(['valid', 'suspended', 'revoked']),
  permit: z.looseObject({ licenceId: z.string() }),
  /** ES256; check it against /.well-known/jwks.json. */
  jws: z.string(),
  /**
   * In China: SM2 with SM3 over the first two parts of the JWS with the dot between them, id 1234567812345678, DER in
   * base64; check it against `sm2Keys` there.
   */
  sm2: z.strictObject({ keyId: z.string(), signature: z.string() }).optional(),
});

/** GET /applications/{id}/permit. The electronic permit with its signatures; 404 until it is issued. */
export const getPermit = endpoint({
  route: 'get-permit',
  summary: 'The electronic permit',
  path: ById,
  success: { status: 200, body: PermitView },
  async run(world, { path, caller }) {
    const { id, licenceId } = await ownCase(world, caller, path.id);
    const signed = licenceId ? await world.permits.find(licenceId) : undefined;
    if (!signed) throw new RuleError('NOT_FOUND');
    expectAsIssued(signed, await world.cases.events(id));
    const { status, permit, jws, sm2 } = signed;
    return {
      status: 200,
      body: { licenceId: permit.licenceId, status, permit: { ...permit }, jws, ...(sm2 && { sm2 }) },
    };
  },
});
