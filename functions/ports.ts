import type { County } from './domain/county.ts';
import type { Instant } from './domain/instant.ts';
import type {
  CaseStore,
  DraftStore,
  MessageStore,
  PermitStore,
  TaskTokenStore,
} from './ports/case-records.ts';
import type {
  Archive,
  LicencePlatform,
  LookupKeys,
  MaterialStore,
  Messenger,
  PopulationRegistry,
  Scanner,
  SessionTokens,
  SignIn,
  Signer,
  Sm2Signer,
  Workflow,
} from './ports/outside.ts';
import type {
  AccessStore,
  CalendarStore,
  RatingStore,
  ReminderStore,
  ReplyStore,
  SessionStore,
  StaffStore,
  StatisticsStore,
  TryStore,
} from './ports/registers.ts';

/** Every effect of the product. A handler gets this and nothing else. */
export interface World {
  /** The county this deployment serves, and its data. */
  readonly county: County;
  /** Business time. */
  now(): Instant;
  /** A fresh ULID. */
  newId(): string;
  /** Transport time, milliseconds: for leases and sessions, never for the law. */
  transportMillis(): number;
  /** Cryptographically strong bytes. */
  randomBytes(length: number): Uint8Array;
  readonly cases: CaseStore;
  readonly drafts: DraftStore;
  readonly messages: MessageStore;
  readonly taskTokens: TaskTokenStore;
  readonly permits: PermitStore;
  readonly sessions: SessionStore;
  readonly staff: StaffStore;
  readonly replies: ReplyStore;
  readonly accesses: AccessStore;
  readonly ratings: RatingStore;
  readonly statistics: StatisticsStore;
  readonly reminders: ReminderStore;
  readonly tries: TryStore;
  readonly calendars: CalendarStore;
  readonly materials: MaterialStore;
  readonly scanner: Scanner;
  readonly archive: Archive;
  readonly keys: LookupKeys;
  readonly licenceSigner: Signer;
  readonly sm2Signer: Sm2Signer;
  readonly sessionTokens: SessionTokens;
  readonly workflow: Workflow;
  readonly messenger: Messenger;
  readonly signIn: SignIn;
  readonly population: PopulationRegistry;
  readonly licencePlatform: LicencePlatform;
}
