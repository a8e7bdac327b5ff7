import type { ProblemCode } from './problems.ts';

/** One thing wrong with what was sent, at a place in it. */
export interface Defect {
  /** JSON Pointer into the body that was sent (RFC 6901); '' when it concerns the whole. */
  readonly pointer: string;
  readonly code: ProblemCode;
  /** What to put into the wording's {placeholders}. Never personal data. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The user can act: what was asked breaks a rule. Carries every defect found, never only the first. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  readonly code: ProblemCode;
  readonly defects: readonly Defect[];
  readonly params: Readonly<Record<string, string | number>>;

  /** @param defects every single defect, where there are several or they have a place */
  constructor(
    code: ProblemCode,
    defects: readonly Defect[] = [],
    params: Defect['params'] = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.code = code;
    this.defects = defects;
    this.params = params;
  }
}

/** Somebody else wrote in between: read again, then try again. */
export class StaleWriteError extends Error {
  override readonly name = 'StaleWriteError';
}
