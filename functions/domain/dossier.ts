import type { AccessHead } from './access.ts';
import type { CaseDetails } from './application.ts';
import { sha256Hex } from './canonical.ts';
import type { CaseEvent } from './case-event.ts';
import type { CaseRecord } from './case-record.ts';
import type { SignedPermit } from './permit.ts';

/** What a file consists of: the chain of events and the hash of everything it speaks of. No personal data. */
export interface DossierManifest {
  readonly schema: 'huren-dossier-1';
  readonly caseId: string;
  readonly applicationNumber: string;
  /** PERMANENT until the county sets another class with the archive authority; NONE for a synthetic case, which is nobody's file. */
  readonly retention: 'PERMANENT' | 'NONE';
  readonly events: readonly CaseEvent[];
  readonly materials: readonly {
    readonly id: string;
    readonly ground: string;
    readonly box: string;
    readonly sha256: string;
  }[];
  readonly permit?: {
    readonly licenceId: string;
    readonly jwsSha256: string;
    readonly keyId: string;
    /** Where it has a second signature. */
    readonly sm2?: SignedPermit['sm2'];
  };
  /** The end of the chain of accesses; absent where nobody opened the case. */
  readonly accesses?: AccessHead;
}

/** The manifest of a case as it stands; the same case gives the same manifest. @param accesses the end of their chain */
export function makeManifest(
  record: CaseRecord,
  events: readonly CaseEvent[],
  details: CaseDetails | undefined,
  permit: SignedPermit | undefined,
  accesses?: AccessHead,
): DossierManifest {
  return {
    schema: 'huren-dossier-1',
    caseId: record.id,
    applicationNumber: record.applicationNumber,
    retention: record.synthetic ? 'NONE' : 'PERMANENT',
    events,
    materials: (details?.materials ?? [])
      .filter(({ status }) => status === 'confirmed')
      .map(({ id, ground, box, sha256 }) => ({ id, ground, box, sha256 })),
    ...(permit && {
      permit: {
        licenceId: permit.permit.licenceId,
        jwsSha256: sha256Hex(permit.jws),
        keyId: permit.keyId,
        ...(permit.sm2 && { sm2: permit.sm2 }),
      },
    }),
    ...(accesses && { accesses }),
  };
}
