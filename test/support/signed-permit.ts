import { generateKeyPair, SignJWT } from 'jose';
import type { Permit, SignedPermit } from '../../functions/domain/permit.ts';

/** Two licence identifiers of Suichang, well formed; both numbers are made up. */
export const FIRST_LICENCE = '1.2.156.3005.2.11330000000000000X009.11331123000000000X.2026000001.001.N';
export const SECOND_LICENCE = '1.2.156.3005.2.11330000000000000X009.11331123000000000X.2026000002.001.7';

/** A permit signed as ours are, with a key of its own. */
export async function signedPermit(
  citizenIdNumber: string,
  licenceId = FIRST_LICENCE,
  more: Partial<Permit> = {},
): Promise<SignedPermit> {
  const permit: Permit = {
    licenceId,
    fullName: '陈晓宁',
    sex: '1',
    ethnicGroup: '01',
    birthDate: '1991-02-14',
    citizenIdNumber,
    photoSha256: '0'.repeat(64),
    registeredResidenceAddress: '浙江省温州市苍南县',
    currentResidenceAddress: '浙江省丽水市遂昌县妙高街道',
    issuedBy: '遂昌县公安局',
    issuedOn: '2026-03-02',
    issuedAt: '2026-03-02T09:00:00.000+08:00',
    endorsementDueOn: '2027-03-02',
    endorsementFrom: '2027-02-02',
    ...more,
  };
  const { privateKey } = await generateKeyPair('ES256');
  const header = { alg: 'ES256', kid: 'k-1' };
  const jws = await new SignJWT({ ...permit }).setProtectedHeader(header).sign(privateKey);
  return { caseId: 'case-1', permit, status: 'valid', jws, keyId: 'k-1' };
}
