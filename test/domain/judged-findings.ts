import { expect, it } from 'vitest';
import { assess } from '../../functions/domain/eligibility.ts';
import type { Facts } from '../../functions/domain/facts.ts';
import type { FindingId } from '../../functions/domain/finding.ts';
import { day, factsWith, rules } from './eligibility-builder.ts';

const find = (id: FindingId, facts: Partial<Facts>) => {
  const finding = assess(factsWith(facts), rules, day).find((one) => one.id === id);
  return (
    finding && {
      result: finding.result,
      source: finding.source,
      remedy: finding.remedy,
      facts: finding.facts,
    }
  );
};

type Seen = Readonly<Record<string, unknown>>;
/** What differs from the one who qualifies; then result, source and remedy; then what the officer reads. */
type Example = readonly [about: string, facts: Partial<Facts>, answer: string, seen: Seen];

/** One test for each example of a rule: the whole finding, with what the officer reads beside it. */
export function judged(id: FindingId, examples: readonly Example[]) {
  it.each(examples)(`${id}: %s`, (_, facts, answer, seen) => {
    const [result, source, remedy] = answer.split(' ');

    expect(find(id, facts)).toEqual({ result, source, ...(remedy && { remedy }), facts: seen });
  });
}
