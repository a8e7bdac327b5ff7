import { handInPapers, has, openDraft, settled, submit, withdraw, withdrawLeftovers } from './case.ts';
import { decide, stageOf } from './decide.ts';
import { Door } from './door.ts';
import type { SmokeOptions } from './options.ts';
import { signInForSmoke } from './sign-in.ts';
import { askHealth, checkPermit, preCheck, readGuide, readKeys, readOpenapi } from './steps.ts';
import { OFFICERS, tokensFor, type Tokens } from './tokens.ts';

type Print = (line: string) => void;

/** Takes one step after the other, prints each with its time, and stops at the first that fails. */
class Steps {
  readonly #print: Print;
  /** Set while a case of ours is open, so that a failure does not leave it behind. */
  openCase: { readonly door: Door; readonly id: string } | undefined;

  constructor(print: Print) {
    this.#print = print;
  }

  /** @param note what to print beside the time. @default nothing */
  async take<Value>(
    name: string,
    run: () => Promise<Value>,
    note: (value: Value) => string = () => '',
  ): Promise<Value> {
    const startedAt = performance.now();
    const millis = (): string => `${Math.round(performance.now() - startedAt)} ms`.padStart(9);
    try {
      const value = await run();
      this.#print(`ok      ${name.padEnd(16)}${millis()}  ${note(value)}`.trimEnd());
      return value;
    } catch (error) {
      this.#print(`failed  ${name.padEnd(16)}${millis()}`);
      throw new StepFailed(name, error);
    }
  }
}

class StepFailed extends Error {
  override readonly name = 'StepFailed';

  constructor(step: string, cause: unknown) {
    super(`The step “${step}” failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/**
 * One synthetic case through a running service, step by step.
 * @param print told every line
 * @returns whether every step went well; a case it opened is ended either way, as far as the service lets it
 */
export async function runSmoke(options: SmokeOptions, print: Print): Promise<boolean> {
  const steps = new Steps(print);
  const startedAt = performance.now();
  try {
    const extent = await walk(steps, options);
    print(`The service is well: ${extent}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
    return true;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    print(error.message);
    await tidyUp(steps, print);
    return false;
  }
}

async function walk(steps: Steps, options: SmokeOptions): Promise<string> {
  const anyone = new Door(options.url);
  const same = (text: string): string => text;
  await steps.take('health', () => askHealth(anyone), same);
  await steps.take('openapi', () => readOpenapi(anyone), same);
  const keys = await steps.take(
    'jwks',
    () => readKeys(anyone),
    (set) => `${set.keys.length} keys`,
  );
  const guide = await steps.take('form-guide', () => readGuide(anyone));
  await steps.take('eligibility', () => preCheck(anyone), same);
  if (options.extent === 'open') return 'only what is open to anyone was tried, no case';

  const tokens = await steps.take('tokens', () => tokensFor(anyone, options));
  const door = await steps.take('sign-in', () => signInForSmoke(anyone, tokens.smoke));
  await steps.take(
    'tidy',
    () => withdrawLeftovers(door),
    (left) => `${left} cases left open before`,
  );
  const draft = await steps.take(
    'draft',
    () => openDraft(door, guide),
    ({ id }) => id,
  );
  const version = await steps.take('upload', () => handInPapers(door, draft));
  await steps.take('submission', () => submit(door, draft.id, version, guide), same);
  steps.openCase = { door, id: draft.id };
  const ending = await lead(steps, options, { anyone, door, id: draft.id, tokens });
  if (ending === 'issued') await steps.take('permit', () => checkPermit(door, draft.id, keys), same);
  await steps.take('sign-out', () => door.remove('/sessions/current'));
  return `the synthetic case ${draft.id} ended ${ending} and its file is kept`;
}

interface Led {
  readonly anyone: Door;
  readonly door: Door;
  readonly id: string;
  readonly tokens: Tokens;
}

/** From the machine's first step to the kept file. @returns the ending */
async function lead(steps: Steps, options: SmokeOptions, { anyone, door, id, tokens }: Led): Promise<string> {
  const { extent, patienceSeconds } = options;
  const reaches = (what: string, isSo: Parameters<typeof settled>[3]) => () =>
    settled(door, id, what, isSo, patienceSeconds);
  await steps.take('check', async () => {
    const view = await reaches('its facts are checked', ({ timeline }) => has(timeline, 'checked'))();
    if (!view.synthetic)
      throw new Error('The case is not marked as synthetic: it is counted and told as a real one.');
  });
  const officers = extent === 'full' ? tokens.officers : undefined;
  for (const role of officers ? OFFICERS : []) {
    await steps.take(stageOf(role), async () => {
      await reaches(`it waits for ${stageOf(role)}`, ({ stage }) => stage === stageOf(role))();
      await decide(anyone, officers?.[role] ?? '', role, id);
    });
  }
  if (!officers) await steps.take('withdrawal', () => withdraw(door, id));
  const ending = officers ? 'issued' : 'withdrawn';
  const view = await steps.take(
    'archive',
    reaches(
      `it is ${ending} and its file is kept`,
      ({ status, timeline }) => status === ending && has(timeline, 'archived'),
    ),
  );
  steps.openCase = undefined;
  await steps.take('silence', async () => {
    const told = view.timeline.filter(({ code }) => code.startsWith('message-'));
    if (told.length > 0) throw new Error(`${told.length} messages went out for a synthetic case.`);
  });
  return ending;
}

async function tidyUp({ openCase }: Steps, print: Print): Promise<void> {
  if (!openCase) return;
  try {
    await withdraw(openCase.door, openCase.id);
    print(`The synthetic case ${openCase.id} was withdrawn.`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    print(`The synthetic case ${openCase.id} is left open (${why}); the next smoke test withdraws it.`);
  }
}
