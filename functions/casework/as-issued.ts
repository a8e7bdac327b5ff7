import { canonicalJson } from '../domain/canonical.ts';
import type { CaseEvent } from '../domain/case-event.ts';
import { licenceHashOf, type SignedPermit } from '../domain/permit.ts';

/** By this name the log and the execution tell it: what to do stands in docs/runbook.md. */
class PermitNotAsIssued extends Error {
  override readonly name = 'PermitNotAsIssued';
}

/**
 * That a permit is the one whose issue stands in the chain of events, with both signatures, and says what was signed: it
 * lies in the table beside the chain, and whoever could write there could put another one in its place.
 * @throws PermitNotAsIssued a fault, where it is not
 */
export function expectAsIssued(signed: SignedPermit, events: readonly CaseEvent[]): void {
  const hash = licenceHashOf(signed);
  const issued = events.some(({ fact }) => fact.type === 'issued' && fact.licenceHash === hash);
  if (!issued || canonicalJson(claimsOf(signed.jws)) !== canonicalJson(signed.permit))
    throw new PermitNotAsIssued(`The permit of ${signed.caseId} is not the one that was issued`);
}

function claimsOf(jws: string): unknown {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
}
