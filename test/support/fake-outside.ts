import type { PopulationFacts, VerifiedPerson } from '../../functions/domain/person.ts';
import { RuleError } from '../../functions/domain/rule-error.ts';
import type {
  Archive,
  LicencePlatform,
  MaterialStore,
  Messenger,
  PopulationRegistry,
  Scanner,
  SignIn,
} from '../../functions/ports/outside.ts';

/** What lies outside the table: files, the province, the sign-ins. Tests fill it and look into it. */
export class FakeOutside {
  readonly files = new Map<string, Uint8Array>();
  readonly archived = new Map<string, string>();
  /** By identity number; whoever is not here has no registrations and no permits. */
  readonly people = new Map<string, PopulationFacts>();
  readonly tickets = new Map<string, VerifiedPerson>();
  /** Id token → staff id. */
  readonly staffTokens = new Map<string, string>();
  /** Private key of the second signature, 32 bytes in hex; undefined as outside China. */
  sm2Key: string | undefined;
}

const NOBODY_KNOWN: PopulationFacts = { registrations: [], permits: [], evidence: [], household: [] };

/** Files in memory. */
export function fakeMaterials({ files }: FakeOutside, expiry: () => string): MaterialStore {
  return {
    presignUpload: async ({ key, contentType }) => ({
      url: 'https://uploads.example',
      fields: { key, 'Content-Type': contentType },
      expiresAt: expiry(),
    }),
    read: async (key) => files.get(key),
    async keep(quarantineKey, sha256) {
      const key = `sha256/${sha256}`;
      const bytes = files.get(key) ?? files.get(quarantineKey);
      if (!bytes) throw new Error(`There is no file ${quarantineKey}`);
      files.set(key, bytes);
      files.delete(quarantineKey);
      return key;
    },
    presignDownload: async (key) => `https://downloads.example/${key}`,
    async remove(key) {
      if (key.startsWith('quarantine/')) files.delete(key);
    },
  };
}

/** Takes a file for infected when it says so. */
export const fakeScanner: Scanner = {
  scan: async (bytes) => (Buffer.from(bytes).includes('INFECTED') ? 'infected' : 'clean'),
};

/** An archive in memory: the first writing of a key stands. */
export function fakeArchive({ archived }: FakeOutside): Archive {
  return {
    async keep(key, body) {
      if (!archived.has(key)) archived.set(key, body);
    },
  };
}

/** The sign-ins: knows the tickets and tokens it was told of. */
export function fakeSignIn({ tickets, staffTokens }: FakeOutside): SignIn {
  return {
    async redeem(ticket) {
      const person = tickets.get('ticket' in ticket ? ticket.ticket : ticket.ticketId);
      if (!person) throw new RuleError('SIGN_IN_REFUSED');
      return person;
    },
    async verifyStaffToken(idToken) {
      const staffId = staffTokens.get(idToken);
      if (!staffId) throw new RuleError('SIGN_IN_REFUSED');
      return staffId;
    },
  };
}

/** Takes every message, and gives no receipts. */
export function fakeMessenger(): Messenger {
  let messages = 0;
  return {
    send: async () => ({ outcome: 'sent', messageId: `message-${(messages += 1)}` }),
    receiptOf: async () => ({ outcome: 'unknown' }),
  };
}

/** The province's registry. */
export function fakePopulation({ people }: FakeOutside): PopulationRegistry {
  return { lookUp: async (number) => people.get(number) ?? NOBODY_KNOWN };
}

/** The province's platform: acknowledges everything, the same thing by the same word. */
export const fakeLicencePlatform: LicencePlatform = {
  push: async ({ permit }) => ({ acknowledgement: `pushed ${permit.licenceId}` }),
  cancel: async (permitNumber) => ({ acknowledgement: `cancelled ${permitNumber}` }),
  setStatus: async (licenceId, status) => ({ acknowledgement: `${status} ${licenceId}` }),
};
