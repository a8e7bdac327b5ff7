import jsonata from 'jsonata';
import * as z from 'zod';
import {
  awaitedAt,
  nextPosition,
  TRANSITIONS,
  type Action,
  type Position,
} from '../../functions/domain/status.ts';

const Following = z.object({ Next: z.string() });
const State = z.object({
  Type: z.string(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(Following.extend({ Condition: z.string() })).default([]),
  Catch: z.array(Following.extend({ ErrorEquals: z.array(z.string()) })).default([]),
});
const Machine = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });
type Machine = z.infer<typeof Machine>;

/** A way from one state to another, with whatever takes it. */
export interface Way {
  readonly from: string;
  readonly to: string;
  /** `next`: done; `act`: somebody's recorded act; `fault`: another body does not answer. */
  readonly kind: 'next' | 'act' | 'fault';
  /** The acts that take it, in the words of the domain; empty for the other kinds. */
  readonly acts: readonly string[];
}

/** The machine as people see it: whom it waits for and what follows. */
export interface Flow {
  /** States that wait for somebody, and the state that each goes to and comes back from when its time is up. */
  readonly waiting: ReadonlyMap<string, string | undefined>;
  /** Acts open wherever somebody is awaited, with one way each; left out of `ways`. */
  readonly everywhere: readonly { readonly act: string; readonly to: string }[];
  readonly ways: readonly Way[];
  /** Where an execution begins and where it ends well. */
  readonly first: string;
  readonly last: readonly string[];
}

/**
 * The flow of a definition. `Route` and the states that only read what is recorded are followed through: each act
 * that the domain's table allows is put to the definition's own conditions, and leads where they say.
 * @param definition the text of a machine in the JSONata dialect
 * @throws when a condition does not evaluate, or when the definition is none
 */
export async function flowOf(definition: string): Promise<Flow> {
  const machine = Machine.parse(JSON.parse(definition));
  const choice = Object.keys(machine.States).find((name) => machine.States[name]?.Type === 'Choice') ?? '';
  const waiting = new Map(
    Object.entries(machine.States)
      .filter(([, { Resource }]) => Resource?.endsWith('.waitForTaskToken'))
      .map(([name, { Catch }]) => [name, Catch.find(isTimer)?.Next] as const),
  );
  const begins = await routed(machine, choice, 'waiting', 'submitted');
  const { ways: taken, everywhere } = common(await actsOf(machine, { choice, waiting, begins }), [
    ...waiting.keys(),
  ]);
  const ways: Way[] = [...taken];
  for (const [name, { Next, Catch }] of Object.entries(machine.States)) {
    if (Next && !waiting.has(name))
      ways.push({ from: name, to: Next === choice ? begins : Next, kind: 'next', acts: [] });
    for (const { ErrorEquals, Next: to } of Catch) {
      if (ErrorEquals.includes('States.ALL') && to !== Next)
        ways.push({ from: name, to, kind: 'fault', acts: [] });
    }
  }
  const last = Object.keys(machine.States).filter((name) => {
    const { Type, Next } = machine.States[name] ?? {};
    return Type === 'Succeed' || (Type === 'Task' && Next === undefined);
  });
  // Timers and readers of the record come back to where they were: they are no way of their own.
  const order = [...reached(machine.StartAt, ways)];
  const known = ways.filter(({ from }) => order.includes(from));
  return {
    waiting,
    everywhere,
    first: machine.StartAt,
    last,
    ways: known.toSorted((one, other) => order.indexOf(one.from) - order.indexOf(other.from)),
  };
}

function isTimer({ ErrorEquals }: { readonly ErrorEquals: readonly string[] }): boolean {
  return ErrorEquals.includes('States.Timeout');
}

/** Takes the acts out that every waiting state has, with the same end. */
function common(ways: readonly Way[], waiting: readonly string[]): Pick<Flow, 'ways' | 'everywhere'> {
  const [first] = waiting;
  const candidates = ways
    .filter(({ from }) => from === first)
    .flatMap(({ to, acts }) => acts.map((act) => ({ act, to })));
  const everywhere = candidates.filter(({ act, to }) =>
    waiting.every((from) => ways.some((way) => way.from === from && way.to === to && way.acts.includes(act))),
  );
  const left = ways.map((way) => ({
    ...way,
    acts: way.acts.filter((act) => !everywhere.some((one) => one.act === act && one.to === way.to)),
  }));
  return { everywhere, ways: left.filter(({ acts }) => acts.length > 0) };
}

async function actsOf(
  machine: Machine,
  { choice, waiting, begins }: { choice: string; waiting: ReadonlyMap<string, unknown>; begins: string },
): Promise<Way[]> {
  const places: [position: Position, state: string][] = [['submitted', begins]];
  const found = new Map<string, Way>();
  for (const [position, from] of places) {
    for (const act of Object.keys(TRANSITIONS[position]) as Action[]) {
      const next = nextPosition(position, act);
      const to = next && (await routed(machine, choice, act, next));
      if (!next || !to || to === machine.States[choice]?.Default) continue;
      const taken = found.get(`${from} ${to}`)?.acts ?? [];
      found.set(`${from} ${to}`, { from, to, kind: 'act', acts: [...new Set([...taken, act])] });
      if (waiting.has(to) && !places.some(([known]) => known === next)) places.push([next, to]);
    }
  }
  return [...found.values()].filter(({ from, to }) => from !== to);
}

/** Where the definition's conditions lead after this act, when the case then stands here. */
async function routed(machine: Machine, choice: string, outcome: string, at: Position): Promise<string> {
  const bound = { outcome, stage: awaitedAt(at) ?? 'none' };
  for (const { Condition, Next } of machine.States[choice]?.Choices ?? []) {
    const met: unknown = await jsonata(Condition.replace(/^\{%(.*)%\}$/su, '$1')).evaluate({}, bound);
    if (met === true) return Next;
  }
  return machine.States[choice]?.Default ?? '';
}

function reached(first: string, ways: readonly Way[]): Set<string> {
  const seen = new Set([first]);
  for (const name of seen) for (const { from, to } of ways) if (from === name) seen.add(to);
  return seen;
}
