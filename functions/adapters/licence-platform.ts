import * as z from 'zod';
import type { LicencePlatform } from '../ports/outside.ts';
import type { IrsGateway } from './irs-gateway.ts';
import { PROVINCE_ROUTES, type ProvinceOperation } from './province-routes.ts';

export interface LicencePlatformOptions {
  readonly gateway: IrsGateway;
  /** GB/T 2260 code of the issuing county. */
  readonly issuerDivision: string;
}

const Answer = z.object({
  code: z.string(),
  data: z.object({ acknowledgement: z.string().min(1) }).nullish(),
});

/** The platform's own no. It will not become a yes by asking again. */
class LicencePlatformRefusal extends Error {
  override readonly name = 'LicencePlatformRefusal';
  /** The platform's code, such as `4009`. */
  readonly code: string;

  constructor(operation: string, code: string) {
    super(`The licence platform refused ${operation} with ${code}`);
    this.code = code;
  }
}

/**
 * The province's platform of electronic licences behind its API gateway. No interface document was found: paths and
 * fields are assumed, modelled on GB/T 36906. Both calls may be repeated: the platform knows them by their identifiers.
 * @see docs/going-live.md
 */
export function createLicencePlatform({ gateway, issuerDivision }: LicencePlatformOptions): LicencePlatform {
  async function ask(operation: ProvinceOperation, json: object): Promise<{ acknowledgement: string }> {
    const answer = Answer.parse(
      await gateway.post({ path: PROVINCE_ROUTES[operation], body: { json }, repeatable: true }),
    );
    if (answer.code !== '00' || !answer.data) throw new LicencePlatformRefusal(operation, answer.code);
    return answer.data;
  }

  return {
    push({ permit, jws, keyId, sm2 }) {
      return ask('pushLicence', {
        licenceId: permit.licenceId,
        holderIdNumber: permit.citizenIdNumber,
        holderName: permit.fullName,
        issuerDivision,
        issuerName: permit.issuedBy,
        issuedOn: permit.issuedOn,
        ...(permit.replaces !== undefined && { replaces: permit.replaces }),
        keyId,
        jws,
        ...(sm2 && { sm2 }),
      });
    },
    cancel(permitNumber, replacedBy) {
      return ask('cancelPermit', { permitNumber, replacedBy, issuerDivision });
    },
    setStatus(licenceId, status) {
      return ask('setLicenceStatus', { licenceId, status, issuerDivision });
    },
  };
}
