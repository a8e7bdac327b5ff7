import type { AssessmentDay } from '../domain/county-rules.ts';
import { assess } from '../domain/eligibility.ts';
import type { RecognitionType } from '../domain/form-boxes.ts';
import { factsOfCase } from '../domain/gather-facts.ts';
import type { Day } from '../domain/instant.ts';
import type { World } from '../ports.ts';

/**
 * What the register says of a person who waits: whether there is nothing to wait for, and else the day from which their
 * time is full without anybody's leave, where waiting alone leads there. What only an application tells counts neither way.
 * @throws when the register cannot be asked
 */
export async function registeredProspect(
  world: Pick<World, 'population' | 'county'>,
  citizenIdNumber: string,
  recognitionType: RecognitionType,
  day: AssessmentDay,
): Promise<{ readonly reached: boolean; readonly qualifiesOn: Day | undefined }> {
  const population = await world.population.lookUp(citizenIdNumber);
  const { grounds: _notAsked, ...facts } = factsOfCase(
    { recognitionType, citizenIdNumber },
    population,
    [],
    day.today,
    world.county.rules,
  );
  const findings = assess(facts, world.county.rules, day).filter(
    ({ id, decisive }) => decisive && id !== 'applies-through-guardian',
  );
  const registered = findings.some(({ id, result }) => id === 'registered-in-county' && result === 'met');
  const hopeless = findings.some(
    ({ result, remedy }) => result === 'not-met' && remedy !== 'WAIT_UNTIL_QUALIFIED',
  );
  if (hopeless || !registered) return { reached: false, qualifiesOn: undefined };
  const days = findings.flatMap(({ result, qualifiesOn }) =>
    result !== 'met' && qualifiesOn !== undefined ? [qualifiesOn] : [],
  );
  return { reached: days.length === 0, qualifiesOn: days.toSorted().at(-1) };
}
