import type { Recording } from './recording.ts';

type Fields = Record<string, unknown>;

/** Of states that have no twin here. */
const WITHOUT_TWIN = ['InputPath', 'Choices', 'Iterator', 'ItemProcessor', 'Branches'];

/**
 * The JSONata twin of a JSONPath machine that waits for tokens: its tasks call a Lambda instead of another service.
 * Undefined when a state has no twin, or reads by a path what its input lacks: that error exists only in JSONPath.
 */
export function callbackTwin({ definition, input }: Recording): Fields | undefined {
  const { StartAt, TimeoutSeconds } = definition;
  const states: Fields = {};
  for (const [name, state] of Object.entries(definition['States'] as Record<string, Fields>)) {
    const twin = twinState(state, input);
    if (!twin || (name === StartAt && lacks(state['Parameters'], input))) return undefined;
    states[name] = twin;
  }
  const twin = { QueryLanguage: 'JSONata', StartAt, TimeoutSeconds, States: states };
  return JSON.parse(JSON.stringify(twin)) as Fields;
}

function twinState(state: Fields, input: unknown): Fields | undefined {
  const { ResultPath, Parameters, ResultSelector, OutputPath = '$', Catch, Result, ...twin } = state;
  const { Type } = state;
  if (WITHOUT_TWIN.some((field) => field in state)) return undefined;
  if (Type !== 'Task' && Parameters !== undefined) return undefined;
  for (const field of ['TimeoutSeconds', 'HeartbeatSeconds']) {
    const path = namesOf(state[`${field}Path`]);
    delete twin[`${field}Path`];
    if (!path) continue;
    if (!Number.isInteger(valueAt(path, input))) return undefined;
    twin[field] = `{% ${['$states.input', ...path].join('.')} %}`;
  }
  if (Type === 'Task') {
    twin['Resource'] = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
    twin['Arguments'] = { FunctionName: 'twin', Payload: { token: '{% $states.context.Task.Token %}' } };
  }
  const kept = namesOf(OutputPath);
  const result = Type === 'Task' ? taskResult(ResultSelector) : passResult(Result);
  if (!kept || result === undefined) return undefined;
  if (Type === 'Task' || Type === 'Pass') {
    twin['Output'] = `{% ${[`(${placed(ResultPath, result)})`, ...kept].join('.')} %}`;
  }
  twin['Catch'] = (Catch as Fields[] | undefined)?.map(({ ErrorEquals, Next, ResultPath: path }) => ({
    ErrorEquals,
    Next,
    Output: `{% ${placed(path, '$states.errorOutput')} %}`,
  }));
  return twin;
}

function passResult(given: unknown): string {
  return given === undefined ? '$states.input' : JSON.stringify(given);
}

/** The result, or what a selector of plain paths makes of it. */
function taskResult(selector: unknown): string | undefined {
  if (selector === undefined) return '$states.result';
  const fields: string[] = [];
  for (const [name, value] of Object.entries(selector as Fields)) {
    const isPath = name.endsWith('.$');
    const path = isPath ? namesOf(value) : [];
    if (!path) return undefined;
    const text = isPath ? ['$states.result', ...path].join('.') : JSON.stringify(value);
    fields.push(`${JSON.stringify(name.replace(/\.\$$/u, ''))}: ${text}`);
  }
  return `{${fields.join(', ')}}`;
}

/** `ResultPath: $.name` puts the value into the input; without one it takes its place, and with null it is dropped. */
function placed(path: unknown, value: string): string {
  if (path === null) return '$states.input';
  const names = namesOf(path) ?? [];
  return names.reduceRight((inner, name, depth) => {
    const around = ['$states.input', ...names.slice(0, depth)].join('.');
    return `$merge([${around}, {'${name}': ${inner}}])`;
  }, value);
}

/** Whether a template reads by a plain path something the input has not. */
function lacks(template: unknown, input: unknown): boolean {
  if (typeof template !== 'object' || template === null) return false;
  return Object.entries(template).some(([name, value]: [string, unknown]) => {
    const path = name.endsWith('.$') ? namesOf(value) : undefined;
    return path ? valueAt(path, input) === undefined : lacks(value, input);
  });
}

/** The names along a path such as `$.a.b`; undefined when it is not as plain as that. */
function namesOf(path: unknown): string[] | undefined {
  const plain = typeof path === 'string' && /^\$(?:\.\w+)*$/u.test(path);
  return plain ? path.split('.').slice(1) : undefined;
}

function valueAt(names: readonly string[], input: unknown): unknown {
  return names.reduce((value, name) => (value as Fields | undefined)?.[name], input);
}
