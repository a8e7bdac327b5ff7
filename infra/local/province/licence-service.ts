import { createHash } from 'node:crypto';
import * as z from 'zod';
import { toInstant } from '../../../functions/domain/instant.ts';
import type { WireResponse } from '../wire.ts';
import { envelope, readJson } from './answers.ts';
import { isPermitJws } from './permit-jws.ts';
import { isLicenceIdentifier } from './licence-identifier.ts';
import { put, type ProvinceStore } from './province-store.ts';
import { CANCELLATIONS, DOSSIERS, HOLDERS, LICENCES, type Dossier } from './tables.ts';

const Push = z.object({
  licenceId: z.string(),
  holderIdNumber: z.string().regex(/^\d{17}[\dX]$/u),
  holderName: z.string().min(1),
  issuerDivision: z.string().regex(/^\d{6}$/u),
  issuerName: z.string().min(1),
  issuedOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/u),
  replaces: z.string().exactOptional(),
  keyId: z.string(),
  jws: z.string(),
  /** In China; the signature in DER, base64. */
  sm2: z.object({ keyId: z.string(), signature: z.base64() }).exactOptional(),
});
const Cancel = z.object({ permitNumber: z.string(), replacedBy: z.string(), issuerDivision: z.string() });
const Query = z.object({ licenceId: z.string() });
const Status = z.object({
  licenceId: z.string(),
  status: z.enum(['valid', 'suspended', 'revoked']),
  issuerDivision: z.string(),
});
const PERMIT_STATUS = { valid: 'NORMAL', suspended: 'SUSPENDED', revoked: 'TERMINATED' } as const;

/** What 我的证照 shows for a residence permit. */
const TITLE = '电子居住证';

/** The province's platform of electronic licences, as far as its behaviour can be told from the rules. */
export class LicenceService {
  readonly #store: ProvinceStore;
  readonly #now: () => number;

  /** @param now business time, milliseconds since the epoch */
  constructor(store: ProvinceStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Idempotent by licence identifier; the same identifier with other content is a conflict. */
  push(body: string): Promise<WireResponse> {
    return this.#store.exclusive(async () => {
      const pushed = readJson(Push, body);
      if (pushed === undefined) return envelope('4000', 'malformed');
      const { licenceId, holderIdNumber, issuerDivision, issuedOn, jws, keyId, replaces } = pushed;
      if (!isLicenceIdentifier(licenceId)) return envelope('4001', 'licence identifier');
      if (!isPermitJws(jws, licenceId, keyId)) return envelope('4002', 'signed licence');
      const contentHash = sha256(JSON.stringify(pushed));
      const before = this.#store.get(LICENCES, licenceId);
      if (before !== undefined && before.contentHash !== contentHash) return envelope('4010', 'conflict');
      if (before !== undefined) return acknowledged(before.acknowledgement);

      const acknowledgement = `PUSH-${contentHash.slice(0, 24)}`;
      const dossier = this.#dossier(holderIdNumber);
      await this.#store.write([
        put(LICENCES, licenceId, {
          licenceId,
          holderIdNumber,
          contentHash,
          acknowledgement,
          receivedAt: toInstant(this.#now()),
          issuerDivision,
          issuedOn,
          jws,
          ...(replaces !== undefined && { replaces }),
        }),
        put(HOLDERS, licenceId, holderIdNumber),
        put(DOSSIERS, holderIdNumber, {
          ...dossier,
          permits: [
            ...dossier.permits,
            { permitNumber: licenceId, issuedBy: issuerDivision, issuedOn, status: 'NORMAL' },
          ],
          wallet: [...dossier.wallet, { number: licenceId, title: TITLE, status: 'addable' }],
        }),
      ]);
      return acknowledged(acknowledgement);
    });
  }

  /** Only once the permit that replaces it has been received: nobody is left without one. Idempotent. */
  cancel(body: string): Promise<WireResponse> {
    return this.#store.exclusive(async () => {
      const asked = readJson(Cancel, body);
      if (asked === undefined) return envelope('4000', 'malformed');
      const { permitNumber, replacedBy } = asked;
      const before = this.#store.get(CANCELLATIONS, permitNumber);
      if (before !== undefined) return acknowledged(before.acknowledgement);
      const holder = this.#store.get(HOLDERS, permitNumber);
      if (holder === undefined) return envelope('4004', 'no such permit');
      const successor = this.#store.get(LICENCES, replacedBy);
      if (successor === undefined || permitNumber === replacedBy)
        return envelope('4009', 'no new permit yet');
      if (successor.holderIdNumber !== holder) return envelope('4011', 'another holder');

      const acknowledgement = `CANCEL-${sha256(`${permitNumber}\n${replacedBy}`).slice(0, 24)}`;
      await this.#store.write([
        put(CANCELLATIONS, permitNumber, {
          permitNumber,
          replacedBy,
          acknowledgement,
          cancelledAt: toInstant(this.#now()),
        }),
        put(DOSSIERS, holder, withCancelled(this.#dossier(holder), permitNumber, replacedBy)),
      ]);
      return acknowledged(acknowledgement);
    });
  }

  /** Only of a licence that was pushed. What is revoked stays so. Idempotent. */
  setStatus(body: string): Promise<WireResponse> {
    return this.#store.exclusive(async () => {
      const asked = readJson(Status, body);
      if (asked === undefined) return envelope('4000', 'malformed');
      const { licenceId, status } = asked;
      const licence = this.#store.get(LICENCES, licenceId);
      if (licence === undefined) return envelope('4004', 'no such licence');
      const dossier = this.#dossier(licence.holderIdNumber);
      const permit = dossier.permits.find(({ permitNumber }) => permitNumber === licenceId);
      if (permit === undefined) return envelope('4004', 'no such licence');
      const wanted = PERMIT_STATUS[status];
      if (permit.status === 'TERMINATED' && wanted !== 'TERMINATED') return envelope('4012', 'revoked');
      permit.status = wanted;
      for (const entry of dossier.wallet) {
        if (entry.number === licenceId && status === 'revoked') entry.status = 'void';
      }
      await this.#store.write([put(DOSSIERS, licence.holderIdNumber, dossier)]);
      return acknowledged(`STATUS-${sha256(`${licenceId}\n${status}`).slice(0, 24)}`);
    });
  }

  async query(body: string): Promise<WireResponse> {
    const asked = readJson(Query, body);
    if (asked === undefined) return envelope('4000', 'malformed');
    const licence = this.#store.get(LICENCES, asked.licenceId);
    if (licence === undefined) return envelope('4004', 'no such licence');
    const { licenceId, receivedAt, acknowledgement } = licence;
    return envelope('00', 'ok', { licenceId, receivedAt, acknowledgement });
  }

  /** The holder adds a permit in 我的证照. @throws RangeError when there is none to add */
  addToWallet(idNumber: string, licenceId: string): Promise<void> {
    return this.#store.exclusive(async () => {
      const dossier = this.#dossier(idNumber);
      const entry = dossier.wallet.find(({ number, status }) => number === licenceId && status !== 'void');
      if (entry === undefined) throw new RangeError('There is no such permit to add');
      entry.status = 'added';
      await this.#store.write([put(DOSSIERS, idNumber, dossier)]);
    });
  }

  /** A copy of one's own: the store hands out nothing that it keeps. */
  #dossier(idNumber: string): Dossier {
    const known = this.#store.get(DOSSIERS, idNumber);
    return known ?? { idNumber, registrations: [], permits: [], evidence: [], household: [], wallet: [] };
  }
}

function withCancelled(dossier: Dossier, permitNumber: string, replacedBy: string): Dossier {
  for (const permit of dossier.permits) {
    if (permit.permitNumber !== permitNumber) continue;
    permit.status = 'CANCELLED';
    permit.replacedBy = replacedBy;
  }
  for (const entry of dossier.wallet) if (entry.number === permitNumber) entry.status = 'void';
  return dossier;
}

function acknowledged(acknowledgement: string): WireResponse {
  return envelope('00', 'ok', { acknowledgement });
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
