import { ACCESS_RULES } from './access-rules.ts';
import { ALARM_RULES } from './alarm-rules.ts';
import { CALL_RULES } from './call-rules.ts';
import { DATA_RULES } from './data-rules.ts';
import { MACHINE_RULES } from './machine-rules.ts';
import { PORTABLE_RULES } from './portable-rules.ts';
import { SERVICE_RULES } from './service-rules.ts';
import { WEB_RULES } from './web-rules.ts';
import { type Rule, subjectOf } from './template.ts';

/** Our own rules, for what the validators of CDK and CloudFormation let pass. */
export const RULES = {
  ...PORTABLE_RULES,
  ...DATA_RULES,
  ...SERVICE_RULES,
  ...MACHINE_RULES,
  ...ACCESS_RULES,
  ...CALL_RULES,
  ...ALARM_RULES,
  ...WEB_RULES,
} as const satisfies Record<string, Rule>;
export type RuleName = keyof typeof RULES;

/** What one rule has against one resource. */
export interface RuleFinding {
  readonly rule: RuleName;
  /** Logical id. */
  readonly where: string;
  readonly why: string;
}

/**
 * What our rules have against a template.
 * @param partition to which it is deployed
 * @throws ZodError when it is no template
 */
export async function ruleFindings(template: unknown, partition: string): Promise<RuleFinding[]> {
  const subject = subjectOf(template, partition);
  const found: RuleFinding[] = [];
  for (const [name, rule] of Object.entries(RULES) as [RuleName, Rule][])
    for (const [where, why] of await rule(subject)) found.push({ rule: name, where, why });
  return found;
}
