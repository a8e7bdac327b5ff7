import { put, type Change, type ProvinceStore } from './province-store.ts';
import { officerIdNumbers, type SeededPerson } from './seed.ts';
import {
  ACCESS_TOKENS,
  CANCELLATIONS,
  DOSSIERS,
  HOLDERS,
  LICENCES,
  TICKETS,
  type Cancellation,
  type Dossier,
} from './tables.ts';

/** What `GET /_local/province` shows. People go by their id in the seed, or by number when they are not in it. */
export interface ProvinceState {
  readonly permits: readonly (Dossier['permits'][number] & { readonly holderId: string })[];
  readonly registrations: readonly (Dossier['registrations'][number] & { readonly personId: string })[];
  readonly licences: readonly {
    readonly licenceId: string;
    readonly holderId: string;
    readonly receivedAt: string;
    readonly acknowledgement: string;
  }[];
  readonly cancellations: readonly Cancellation[];
  readonly wallets: readonly { readonly personId: string; readonly licences: Dossier['wallet'] }[];
}

/** Replaces everything but the staff issuer's key by the seed. */
export async function plant(store: ProvinceStore, people: readonly SeededPerson[]): Promise<void> {
  const numbers = new Map([
    ...officerIdNumbers(),
    ...people.map(({ id, idNumber }) => [id, idNumber] as const),
  ]);
  const emptied = [DOSSIERS, HOLDERS, LICENCES, CANCELLATIONS, TICKETS, ACCESS_TOKENS].flatMap((table) =>
    store.emptying<unknown>(table),
  );
  const planted = people.flatMap((person): Change[] => [
    put(DOSSIERS, person.idNumber, dossierOf(person, numbers)),
    ...person.permits.map(({ permitNumber }) => put(HOLDERS, permitNumber, person.idNumber)),
  ]);
  await store.write([...emptied, ...planted]);
}

/** The whole state, for people to look at. */
export function reported(store: ProvinceStore): ProvinceState {
  const dossiers = store.list(DOSSIERS);
  const idOf = new Map(dossiers.map(({ idNumber, personId }) => [idNumber, personId ?? idNumber]));
  const holderId = (idNumber: string): string => idOf.get(idNumber) ?? idNumber;
  return {
    permits: dossiers.flatMap(({ idNumber, permits }) =>
      permits.map((permit) => ({ ...permit, holderId: holderId(idNumber) })),
    ),
    registrations: dossiers.flatMap(({ idNumber, registrations }) =>
      registrations.map((registration) => ({ ...registration, personId: holderId(idNumber) })),
    ),
    licences: store
      .list(LICENCES)
      .toSorted((a, b) => a.receivedAt.localeCompare(b.receivedAt, 'en'))
      .map(({ licenceId, holderIdNumber, receivedAt, acknowledgement }) => ({
        licenceId,
        holderId: holderId(holderIdNumber),
        receivedAt,
        acknowledgement,
      })),
    cancellations: store
      .list(CANCELLATIONS)
      .toSorted((a, b) => a.cancelledAt.localeCompare(b.cancelledAt, 'en')),
    wallets: dossiers.map(({ idNumber, wallet }) => ({ personId: holderId(idNumber), licences: wallet })),
  };
}

function dossierOf(person: SeededPerson, numbers: ReadonlyMap<string, string>): Dossier {
  return {
    personId: person.id,
    idNumber: person.idNumber,
    ...(person.householdDivision !== undefined && { householdDivision: person.householdDivision }),
    registrations: person.registrations,
    permits: person.permits,
    evidence: person.evidence,
    household: person.household.map((id) => {
      const number = numbers.get(id);
      if (number === undefined) throw new RangeError(`Nobody in the seed has the id ${id}`);
      return number;
    }),
    // A long-term card is of plastic: it was never in the wallet.
    wallet: person.permits
      .filter(({ status, longTerm }) => status !== 'CANCELLED' && longTerm !== true)
      .map(({ permitNumber }) => ({ number: permitNumber, title: '电子居住证', status: 'added' })),
  };
}
