import { addDays, dayOf } from '../../functions/domain/instant.ts';
import type { PopulationFacts, RegisteredPermit } from '../../functions/domain/person.ts';
import type { LicencePlatform, Messenger, PopulationRegistry } from '../../functions/ports/outside.ts';
import { LIN } from '../support/builders.ts';

/** What the registry knows of Chen: enough, something a human must judge, too little, a local, nobody. */
export const KNOWN = ['enough', 'doubtful', 'too-little', 'local', 'nobody'] as const;
export type Known = (typeof KNOWN)[number];

/** Number of the older permit, as the form names it. */
const OLD_PERMIT = '3303272024000123';
const STATUS_OF = {
  enough: 'NORMAL',
  doubtful: 'SUSPENDED',
  'too-little': 'TERMINATED',
  local: 'NORMAL',
} as const;
const DAYS_REGISTERED = { enough: 400, doubtful: 400, 'too-little': 30, local: 400 };

/** The province and the SMS provider: they remember what they were told, and may be silent. */
export class Province {
  silent = false;
  smsDown = false;
  known: Known = 'enough';
  /** What was told, in order: `push <id>`, `cancel <number>`, `sms <case> <event>`. */
  readonly told: string[] = [];
  readonly #own: RegisteredPermit[] = [];
  readonly #cancelled = new Set<string>();
  readonly #today: () => string;

  constructor(now: () => string) {
    this.#today = () => dayOf(now());
  }

  /** Identifiers of our permits that the province holds valid. */
  validOfOurs(): string[] {
    const numbers = this.#own.map(({ permitNumber }) => permitNumber);
    return numbers.filter((number) => !this.#cancelled.has(number));
  }

  /** Permits of ours that it was told of. */
  newPermits(): number {
    return this.#own.length;
  }

  isOldCancelled(): boolean {
    return this.#cancelled.has(OLD_PERMIT);
  }

  registry(): PopulationRegistry {
    return {
      lookUp: async () => {
        this.#speak();
        return this.#facts();
      },
    };
  }

  platform(): LicencePlatform {
    return {
      push: async ({ permit: { licenceId } }) => {
        this.#speak();
        this.told.push(`push ${licenceId}`);
        if (!this.#own.some(({ permitNumber }) => permitNumber === licenceId)) {
          const issuedOn = this.#today();
          this.#own.push({ permitNumber: licenceId, issuedBy: '331123', issuedOn, status: 'NORMAL' });
        }
        return { acknowledgement: `pushed ${licenceId}` };
      },
      cancel: async (permitNumber, replacedBy) => {
        this.#speak();
        this.told.push(`cancel ${permitNumber} for ${replacedBy}`);
        this.#cancelled.add(permitNumber);
        return { acknowledgement: `cancelled ${permitNumber}` };
      },
      setStatus: async (licenceId, status) => ({ acknowledgement: `${status} ${licenceId}` }),
    };
  }

  messenger(): Messenger {
    return {
      send: async ({ caseId = '', event }) => {
        if (this.smsDown) return { outcome: 'not-sent' };
        this.told.push(`sms ${caseId} ${event}`);
        return { outcome: 'sent', messageId: `message-${this.told.length}` };
      },
      receiptOf: async () => ({ outcome: 'unknown' }),
    };
  }

  #speak(): void {
    if (this.silent) throw new Error('The province does not answer');
  }

  #facts(): PopulationFacts {
    const nothing = { evidence: [], household: [LIN.citizenIdNumber] };
    const permits = this.#permits();
    if (this.known === 'nobody') return { ...nothing, registrations: [], permits };
    const registeredOn = addDays(this.#today(), -DAYS_REGISTERED[this.known]);
    const here = { divisionCode: '331123', address: '妙高街道' };
    const endedOn = addDays(this.#today(), -40);
    // Twenty days without a registration: more than is bridged, less than breaks the chain.
    const rows =
      this.known === 'doubtful'
        ? [
            { ...here, registeredOn, endedOn },
            { ...here, registeredOn: addDays(endedOn, 21) },
          ]
        : [{ ...here, registeredOn }];
    return {
      ...nothing,
      householdDivision: this.known === 'local' ? '331123' : '330327',
      registrations: rows,
      permits,
    };
  }

  #permits(): RegisteredPermit[] {
    const { known } = this;
    const old = known === 'nobody' ? [] : [oldPermit(STATUS_OF[known])];
    return [...old, ...this.#own].map((permit) =>
      this.#cancelled.has(permit.permitNumber) ? { ...permit, status: 'CANCELLED' } : permit,
    );
  }
}

function oldPermit(status: RegisteredPermit['status']): RegisteredPermit {
  return { permitNumber: OLD_PERMIT, issuedBy: '330327', issuedOn: '2022-05-06', status };
}
