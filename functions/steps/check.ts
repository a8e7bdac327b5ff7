import * as z from 'zod';
import { calendarOf, knownCase, recordBySystem } from '../casework/record-facts.ts';
import { Standing, standingOf } from '../casework/standing.ts';
import type { CaseDetails } from '../domain/application.ts';
import { assess } from '../domain/eligibility.ts';
import { factsOfCase } from '../domain/gather-facts.ts';
import { springFestivals } from '../domain/spring-festival.ts';
import { dayOf } from '../domain/instant.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';
import type { World } from '../ports.ts';

const input = z.object({
  applicationId: z.string(),
  /** The province does not answer: what only it knows stays `cannot-tell`, and a human looks. */
  withoutProvince: z.boolean().default(false),
});

/**
 * Asks the province what it knows and gathers every finding. It refuses nobody: what fails is told to the
 * acceptor, and what nobody can tell is left to a human. Of the invented person of a synthetic case nobody is asked.
 * May run twice; once per round is recorded.
 */
export const check = defineStep({
  name: 'check',
  input,
  output: Standing,
  async run(world, { applicationId, withoutProvince }) {
    const before = await knownCase(world, applicationId);
    const details = await world.cases.findDetails(applicationId);
    const gathered = details && (await examine(world, details, withoutProvince || before.synthetic === true));
    const record = await recordBySystem(world, applicationId, async (current) => {
      const latest = await world.cases.findDetails(applicationId);
      if (!gathered || !latest || current.checkedRounds.includes(before.round)) return undefined;
      const findings = gathered.findings.map(({ id, result }) => ({ id, result }));
      return {
        facts: [{ type: 'checked', round: before.round, findings }],
        extras: { details: { ...latest, ...gathered } },
      };
    });
    return standingOf(world, record);
  },
});

type Gathered = Pick<CaseDetails, 'findings' | 'facts' | 'factsAt'>;

async function examine(world: World, details: CaseDetails, withoutProvince: boolean): Promise<Gathered> {
  const { form, materials } = details;
  const { recognitionType = 'REGISTRATION_TIME' } = form;
  const facts = withoutProvince ? undefined : await world.population.lookUp(form.citizenIdNumber ?? '');
  const day = { today: dayOf(world.now()), springFestivals: springFestivals(await calendarOf(world)) };
  const findings = assess(
    factsOfCase({ ...form, recognitionType }, facts, materials, day.today, world.county.rules),
    world.county.rules,
    day,
  );
  return { findings, ...(facts && { facts, factsAt: world.now() }) };
}

export const handler = stepHandler(check);
