import groups from './ethnic-groups.json' with { type: 'json' };
import type { Defect } from './rule-error.ts';

/** One of the 56 groups of GB/T 3304-1991. */
export interface EthnicGroup {
  /** `01` … `56`. */
  readonly code: string;
  /** Two Latin letters, as on machine-readable documents. */
  readonly letter: string;
  /** With the final 族, as printed on the form. */
  readonly name: string;
}

/** All 56, in the order of the standard. @see docs/rules.md#ethnic-group */
export const ETHNIC_GROUPS: readonly EthnicGroup[] = groups;

/** The group by code (`1` or `01`) or by name (汉 or 汉族), as sign-ins and registries give it; undefined when none fits. */
export function findEthnicGroup(codeOrName: string): EthnicGroup | undefined {
  const text = codeOrName.normalize('NFKC').trim();
  const code = text.padStart(2, '0');
  return ETHNIC_GROUPS.find(
    (group) => group.code === code || group.name === text || group.name === `${text}族`,
  );
}

/** @param pointer JSON Pointer of the field in what was sent */
export function ethnicGroupDefects(codeOrName: string, pointer = ''): Defect[] {
  return findEthnicGroup(codeOrName) ? [] : [{ pointer, code: 'ETHNIC_GROUP' }];
}
