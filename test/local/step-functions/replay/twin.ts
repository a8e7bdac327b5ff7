import type { Recording } from './recording.ts';

type Fields = Record<string, unknown>;

/**
 * The JSONata twin of a JSONPath machine that waits for tokens: its tasks call a Lambda instead of another service.
 * Undefined when it reads by a path something its input lacks: that error exists only in JSONPath.
 */
export function callbackTwin({ definition, input }: Recording): Fields | undefined {
  const states: Fields = {};
  for (const [name, state] of Object.entries(definition['States'] as Record<string, Fields>)) {
    const twin = twinState(state, input);
    if (!twin) return undefined;
    states[name] = twin;
  }
  return { QueryLanguage: 'JSONata', StartAt: definition['StartAt'], States: states };
}

function twinState(state: Fields, input: unknown): Fields | undefined {
  const { Type, Next, End, TimeoutSeconds, HeartbeatSeconds, Retry } = state;
  const twin: Fields = { Type, Next, End, TimeoutSeconds, HeartbeatSeconds, Retry };
  for (const field of ['TimeoutSeconds', 'HeartbeatSeconds']) {
    const path = state[`${field}Path`];
    if (typeof path !== 'string') continue;
    const name = path.replace(/^\$\./u, '');
    if (!Object.hasOwn(input as object, name)) return undefined;
    twin[field] = `{% $states.input.${name} %}`;
  }
  const isTask = Type === 'Task';
  if (isTask) {
    twin['Resource'] = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
    twin['Arguments'] = { FunctionName: 'twin', Payload: { token: '{% $states.context.Task.Token %}' } };
  }
  twin['Output'] = placed(state['ResultPath'], isTask ? '$states.result' : '$states.input');
  const rules = state['Catch'] as Fields[] | undefined;
  twin['Catch'] = rules?.map(({ ErrorEquals, Next: next, ResultPath }) => ({
    ErrorEquals,
    Next: next,
    Output: placed(ResultPath, '$states.errorOutput'),
  }));
  return JSON.parse(JSON.stringify(twin)) as Fields;
}

/** `ResultPath: $.name` puts the value into the input. */
function placed(path: unknown, value: string): string | undefined {
  if (typeof path !== 'string') return undefined;
  return `{% $merge([$states.input, {'${path.replace(/^\$\./u, '')}': ${value}}]) %}`;
}
