/** A person whose identity the sign-in of the state has verified. Never logged, never in a token, never in a key. */
export interface VerifiedPerson {
  /** GB 11643, 18 characters, upper-case X. */
  readonly citizenIdNumber: string;
  readonly fullName: string;
  /** GB/T 2261.1: 1 male, 2 female. */
  readonly sex: '1' | '2';
  /** GB/T 3304 code, 01 … 56; absent when the sign-in does not give it. */
  readonly ethnicGroup?: string;
  readonly mobilePhone?: string;
  /** 2 = basic, 3 = high; 1 (not real-name) is refused at sign-in. */
  readonly authlevel: 2 | 3;
  /** Nobody: the invented person of the smoke test. No sign-in of the state ever says so. @see docs/rules.md#synthetic-cases */
  readonly synthetic?: true;
}

/** A residence registration (居住登记) as the province's population registry has it. */
export interface ResidenceRegistration {
  /** GB/T 2260, six digits. */
  readonly divisionCode: string;
  readonly address: string;
  /** YYYY-MM-DD; the day itself counts. */
  readonly registeredOn: string;
  /** Last registered day; absent while it is active. */
  readonly endedOn?: string;
}

/** A Zhejiang residence permit as the province's registry has it. */
export interface RegisteredPermit {
  readonly permitNumber: string;
  /** GB/T 2260 code of the issuing county. */
  readonly issuedBy: string;
  readonly issuedOn: string;
  readonly status: 'NORMAL' | 'SUSPENDED' | 'TERMINATED' | 'CANCELLED';
  /** An old long-term card from before 2016-07-01, still within its term. */
  readonly longTerm?: boolean;
}

/** What the province can confirm about a ticked box without a paper: ground and box, and whether it found it. */
export interface SharedEvidence {
  readonly ground: 'employment' | 'residence' | 'schooling';
  readonly box: string;
  readonly found: boolean;
}

/** What the province knows of a person, with the instant of the answer. */
export interface PopulationFacts {
  /** GB/T 2260 code of the household register; absent when the registry does not say. */
  readonly householdDivision?: string;
  readonly registrations: readonly ResidenceRegistration[];
  readonly permits: readonly RegisteredPermit[];
  readonly evidence: readonly SharedEvidence[];
  /** Citizen identity numbers of the same household: no officer handles their own household's case. */
  readonly household: readonly string[];
}
