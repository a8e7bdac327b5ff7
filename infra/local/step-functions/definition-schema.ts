import * as z from 'zod';

const EXPRESSION = /^\{%[^]*%\}$/u;

/** Whether a value of the definition is evaluated: a string from `{%` to `%}`, with nothing outside. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && EXPRESSION.test(value);
}

const expression = z.string().regex(EXPRESSION, 'must be an expression from {% to %}');
const seconds = z.union([z.int().min(0).max(99_999_999), expression]);
const positiveSeconds = z.union([z.int().min(1).max(99_999_999), expression]);
const template = z.json();
const variables = z.record(
  z.string().regex(/^(?!states$)[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u, 'is not a variable name'),
  template,
);
const errorNames = z.array(z.string().min(1)).min(1);

const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  IntervalSeconds: z.int().min(1).max(99_999_999).default(1),
  MaxAttempts: z.int().min(0).max(99_999_999).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
});

const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  Next: z.string(),
  Assign: variables.optional(),
  Output: template.optional(),
});

const common = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
};
const output = { Assign: variables.optional(), Output: template.optional() };
const flow = { Next: z.string().optional(), End: z.boolean().optional() };
const recovery = { Retry: z.array(retrier).optional(), Catch: z.array(catcher).optional() };

/** One state of the dialect; anything else is refused with the field's name. */
export const stateSchema = z.discriminatedUnion('Type', [
  z.strictObject({ Type: z.literal('Pass'), ...common, ...output, ...flow }),
  z.strictObject({
    Type: z.literal('Task'),
    ...common,
    ...output,
    ...flow,
    ...recovery,
    Resource: z.string(),
    Arguments: template.optional(),
    TimeoutSeconds: positiveSeconds.optional(),
    HeartbeatSeconds: positiveSeconds.optional(),
    Credentials: z.strictObject({ RoleArn: z.string() }).optional(),
  }),
  z.strictObject({
    Type: z.literal('Choice'),
    ...common,
    ...output,
    Choices: z
      .array(
        z.strictObject({
          Comment: z.string().optional(),
          Condition: z.union([z.boolean(), expression]),
          Next: z.string(),
          ...output,
        }),
      )
      .min(1),
    Default: z.string().optional(),
  }),
  z.strictObject({
    Type: z.literal('Wait'),
    ...common,
    ...output,
    ...flow,
    Seconds: seconds.optional(),
    Timestamp: z.string().optional(),
  }),
  z.strictObject({ Type: z.literal('Succeed'), ...common, Output: template.optional() }),
  z.strictObject({
    Type: z.literal('Fail'),
    ...common,
    Error: z.string().optional(),
    Cause: z.string().optional(),
  }),
  z.strictObject({
    Type: z.literal('Parallel'),
    ...common,
    ...output,
    ...flow,
    ...recovery,
    Arguments: template.optional(),
    Branches: z.array(z.unknown()).min(1),
  }),
  z.strictObject({
    Type: z.literal('Map'),
    ...common,
    ...output,
    ...flow,
    ...recovery,
    Items: z.union([z.array(template), z.record(z.string(), template), expression]).optional(),
    ItemSelector: template.optional(),
    ItemProcessor: z.looseObject({ QueryLanguage: z.never('is not supported').optional() }),
    MaxConcurrency: seconds.optional(),
  }),
]);

/** A list of states with its entry: the machine, a branch of a Parallel or the processor of a Map. */
export const sequenceSchema = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.enum(['JSONata', 'JSONPath']).optional(),
  StartAt: z.string(),
  States: z.record(z.string().min(1).max(80), z.looseObject({ Type: z.string() })),
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
});

/** Any JSON value a definition may hold where expressions are allowed. */
export type Template = z.infer<typeof template>;
/** One rule of `Retry`, with AWS's defaults filled in. */
export type Retrier = z.infer<typeof retrier>;
type StateFields = z.infer<typeof stateSchema>;
/** A state of one type, as written. */
export type StateOf<T extends StateFields['Type']> = Extract<StateFields, { Type: T }>;
