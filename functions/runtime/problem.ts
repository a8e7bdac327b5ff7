import type { $ZodIssue } from 'zod/v4/core';
import { PROBLEMS, type ProblemCode } from '../domain/problems.ts';
import { RuleError, StaleWriteError, type Defect } from '../domain/rule-error.ts';
import { say, type Language } from '../domain/wording.ts';

/** A problem as it is answered (RFC 9457): at most 100 defects at once, never a stack, a token or somebody's data. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly {
    readonly pointer: string;
    readonly code: ProblemCode;
    readonly message: string;
  }[];
}

/** Most entries of `errors`; the last one then says how many more there are. */
const MOST_DEFECTS = 100;
/** Most characters of a name that is repeated to who sent it. */
const NAME_LENGTH = 100;

/** HTTP status of the codes that are not 422 (a rule is broken). */
const STATUS_OF: Partial<Record<ProblemCode, number>> = {
  MALFORMED: 400,
  MALFORMED_JSON: 400,
  NOT_SIGNED_IN: 401,
  SESSION_ENDED: 401,
  SIGN_IN_REFUSED: 401,
  AUTH_LEVEL_TOO_LOW: 403,
  NOT_ALLOWED: 403,
  OWN_CASE: 403,
  OWN_STAFF_RECORD: 403,
  SAME_PERSON: 403,
  NOT_FOUND: 404,
  STALE_VERSION: 409,
  ACTION_NOT_ALLOWED: 409,
  NOT_CLAIMED: 409,
  CORRECTION_OVERDUE: 409,
  NOT_OVERDUE: 409,
  CLAIMED_BY_OTHER: 409,
  OPEN_APPLICATION_EXISTS: 409,
  DRAFTS_TOO_MANY: 409,
  REQUEST_IN_PROGRESS: 409,
  CALENDAR_REPLACED: 409,
  ALREADY_RATED: 409,
  SECOND_LOOK_ASKED: 409,
  PAYLOAD_TOO_LARGE: 413,
  TOO_MANY_TRIES: 429,
  TOO_MANY_SUBMISSIONS: 429,
  FAULT: 500,
  TRY_LATER: 503,
};

/** Any error as the problem a caller may see; what is not the caller's doing becomes a bare FAULT. */
export function problemOf(error: unknown, language: Language): Problem {
  if (error instanceof StaleWriteError) return problem('STALE_VERSION', language);
  if (error instanceof RuleError) return problem(error.code, language, error.defects, error.params);
  return problem('FAULT', language);
}

function problem(
  code: ProblemCode,
  language: Language,
  defects: readonly Defect[] = [],
  params: Defect['params'] = {},
): Problem {
  return {
    type: `urn:huren:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: say(PROBLEMS[code], language, params),
    status: STATUS_OF[code] ?? 422,
    code,
    detail: say(PROBLEMS[code], language, params),
    errors: listed(defects).map((defect) => ({
      pointer: defect.pointer,
      code: defect.code,
      message: say(PROBLEMS[defect.code], language, defect.params),
    })),
  };
}

function listed(defects: readonly Defect[]): readonly Defect[] {
  if (defects.length <= MOST_DEFECTS) return defects;
  const shown = defects.slice(0, MOST_DEFECTS - 1);
  return [...shown, { pointer: '', code: 'MORE_DEFECTS', params: { count: defects.length - shown.length } }];
}

/** Chinese unless English is asked for before it. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const first = (acceptLanguage ?? '').toLowerCase().match(/\b(zh|en)\b/u)?.[1];
  return first === 'en' ? 'en' : 'zh';
}

/** @param root where the value stood: '' for the body, '/query', '/path' */
export function defectsOf(issues: readonly $ZodIssue[], root: string): Defect[] {
  return issues.flatMap((issue) => defectOf(issue, root));
}

function defectOf(issue: $ZodIssue, root: string): Defect | Defect[] {
  const pointer = [root, ...issue.path.map((part) => escapePointer(String(part)))].join('/');
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { pointer, code: 'FIELD_REQUIRED' }
        : { pointer, code: 'FIELD_TYPE', params: typeParams(issue.expected) };
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        pointer: `${pointer}/${escapePointer(key)}`,
        code: 'FIELD_UNKNOWN',
        params: { names: shortened(key) },
      }));
    case 'too_big':
      return { pointer, code: 'FIELD_TOO_LONG', params: { limit: Number(issue.maximum) } };
    case 'too_small':
      return { pointer, code: 'FIELD_TOO_SHORT', params: { limit: Number(issue.minimum) } };
    case 'invalid_value':
      return issue.input === undefined
        ? { pointer, code: 'FIELD_REQUIRED' }
        : { pointer, code: 'FIELD_VALUE', params: allowedParams(issue.values) };
    case 'invalid_union':
      return ofNearestBranch(issue, pointer);
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'invalid_format':
    case 'custom':
      return { pointer, code: customCode(issue) ?? 'FIELD_FORMAT' };
  }
}

/** What JSON calls a type, as people who do not program say it. */
const TYPES_ZH: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '“是”或者“否”',
  array: '列表',
};

function typeParams(expected: string): Readonly<Record<string, string>> {
  return { expected, expectedZh: TYPES_ZH[expected] ?? '一组内容' };
}

/** All of them: our longest list has some twenty. */
function allowedParams(values: readonly unknown[]): Readonly<Record<string, string>> {
  const said = values.map((value) => (value === '' ? '""' : String(value)));
  return { allowed: said.join(', '), allowedZh: said.join('、') };
}

/** Of several shapes the one that was most nearly met: its defects say what to mend. */
function ofNearestBranch(
  { errors, message }: Extract<$ZodIssue, { code: 'invalid_union' }>,
  pointer: string,
): Defect[] {
  const [nearest] = errors.toSorted((a, b) => a.length - b.length);
  return nearest
    ? defectsOf(nearest, pointer)
    : [{ pointer, code: customCode({ message }) ?? 'FIELD_FORMAT' }];
}

/** A schema may name one of our own codes as its message. */
function customCode(issue: Pick<$ZodIssue, 'message'>): ProblemCode | undefined {
  return issue.message in PROBLEMS ? (issue.message as ProblemCode) : undefined;
}

/** RFC 6901. */
function escapePointer(part: string): string {
  return shortened(part).replaceAll('~', '~0').replaceAll('/', '~1');
}

function shortened(name: string): string {
  return name.length <= NAME_LENGTH ? name : `${name.slice(0, NAME_LENGTH - 1).toWellFormed()}…`;
}
