import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../functions/domain/status.ts';
import { STEPS } from '../../functions/manifest.ts';
import { namesIn } from './endpoints.ts';
import { ANSWERING_STANDING, NOT_ROUTED, SENT, SENT_BEFORE, STANDING, STRAIGHT } from './lawful-machine.ts';
import {
  earlierDefinitions,
  namesOf,
  payloads,
  placeholders,
  statesOfMachine,
  straightWays,
  unrouted,
  wordsOfRoute,
} from './machine.ts';
import { stepsByName } from './steps.ts';

/** The laws of the machine, as tests. */
export function lawsOfTheMachine(): void {
  describe('law 4: the machine carries ids, outcomes and instants', () => {
    it('sends each function what is on the list, and nothing else', () => {
      const sent = payloads();

      expect(sent).toEqual(SENT);
    });

    it('remembers and hands on nothing but where the case stands', () => {
      const states = Object.values(statesOfMachine());

      expect(states.flatMap(({ Assign }) => Object.keys(Assign))).toSatisfy((names: string[]) =>
        names.every((name) => ['applicationId', ...STANDING].includes(name)),
      );
      const speaking = states.filter(
        ({ Type, Output }) => Type !== 'Fail' && JSON.stringify(Output) !== '{}',
      );
      expect(speaking).toEqual([]);
    });

    it('has a step that takes just what it is sent and answers just where the case stands', async () => {
      const steps = await stepsByName();

      const taken = STEPS.map(({ name, placeholder }) => [placeholder, namesOf(steps.get(name)?.input)]);
      expect(Object.fromEntries(taken)).toEqual({ ...SENT, ...SENT_BEFORE });
      const answers = STEPS.map(({ name }) => [name, namesOf(steps.get(name)?.output)]);
      expect(Object.fromEntries(answers)).toEqual(
        Object.fromEntries(
          STEPS.map(({ name }) => [name, ANSWERING_STANDING.includes(name) ? STANDING : []]),
        ),
      );
    });

    it('has one step, one row and one file for each placeholder', () => {
      const rows = STEPS.filter((row) => !('retired' in row)).map(({ placeholder }) => placeholder);
      const files = STEPS.map(({ placeholder }) =>
        placeholder.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '-').toLowerCase(),
      );

      expect(placeholders()).toEqual(rows.toSorted());
      expect(STEPS.map(({ name }) => name)).toEqual(files);
      expect(namesIn('functions/steps')).toEqual(files.toSorted());
    });

    it('keeps a retired step for the executions of an earlier definition, and for nothing else', () => {
      const retired = STEPS.filter((row) => 'retired' in row).map(({ placeholder }) => placeholder);
      const before = earlierDefinitions();

      const called = new Set(before.flatMap((definition) => placeholders(definition)));
      expect([...called].filter((name) => !placeholders().includes(name)).toSorted()).toEqual(
        retired.toSorted(),
      );
      const sent = before.map((definition) => payloads(definition));
      expect(Object.assign({}, ...sent)).toMatchObject(SENT_BEFORE);
    });

    it('goes straight on to where Route would lead, wherever the domain says that the way is straight', async () => {
      const ways = await straightWays();

      expect(ways.map(({ move }) => move)).toEqual(expect.arrayContaining(STRAIGHT));
      expect(ways.filter(({ routed, next }) => routed !== next)).toEqual([]);
    });

    it('routes every outcome that leaves a case with the machine', async () => {
      const lost = await unrouted();

      expect(lost).toEqual(NOT_ROUTED);
    });

    it('knows no outcome or stage that the domain does not know', () => {
      const known = new Set(['waiting', 'none', 'acceptance', 'review', 'approval', ...ACTIONS]);

      expect(wordsOfRoute().filter((word) => !known.has(word))).toEqual([]);
    });
  });
}
