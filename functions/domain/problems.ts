/**
 * Every problem a person can be told of: its words, in both languages. `{name}` is filled from the params.
 * The status each becomes over HTTP is chosen in `runtime/problem.ts`, by a total map.
 */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

export const PROBLEMS = {
  MALFORMED: {
    zh: '提交的内容格式有误，请按各项提示修改后重新提交。',
    en: 'What was sent is malformed; mend each item and send it again.',
  },
  CALENDAR_NOT_PUBLISHED: {
    zh: '{year}年的节假日安排尚未发布，暂时无法计算办理期限。',
    en: 'The official calendar of {year} is not published yet, so the time limit cannot be computed.',
  },
} as const satisfies Record<string, Wording>;

export type ProblemCode = keyof typeof PROBLEMS;
