import type { Role } from '../../functions/domain/account.ts';
import type { VerifiedPerson } from '../../functions/domain/person.ts';
import type { Stage } from '../../functions/domain/status.ts';
import { CHEN, LIN } from '../support/builders.ts';

interface Officer {
  readonly roles: readonly Role[];
  /** Who they are, where it matters: Chen himself, or of his household. */
  readonly person?: VerifiedPerson;
}

/** Everybody in the office, by staff id. */
export const STAFF: Readonly<Record<string, Officer | undefined>> = {
  wang: { roles: ['acceptor'] },
  mao: { roles: ['clerk', 'acceptor'] },
  tang: { roles: ['clerk'] },
  li: { roles: ['reviewer'] },
  he: { roles: ['reviewer'] },
  zhao: { roles: ['acceptor', 'reviewer'] },
  qian: { roles: ['reviewer', 'approver'] },
  sun: { roles: ['approver'] },
  zhou: { roles: ['supervisor'] },
  feng: { roles: ['supervisor', 'approver'] },
  wu: { roles: ['operator'] },
  own: { roles: ['clerk', 'acceptor'], person: CHEN },
  kin: { roles: ['clerk', 'acceptor', 'reviewer'], person: LIN },
};

/** Their ids. */
export const EVERYBODY = Object.keys(STAFF);

/** @param id of an officer */
export function rolesOf(id: string): readonly Role[] {
  return STAFF[id]?.roles ?? [];
}

/** Whose opinion a stage is, in the words of Annex 1. */
export const ROLE_AT: Readonly<Record<Stage, Role>> = {
  acceptance: 'acceptor',
  review: 'reviewer',
  approval: 'approver',
};
