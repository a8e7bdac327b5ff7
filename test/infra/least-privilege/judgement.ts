import { runSimulation } from '@cloud-copilot/iam-simulate';
import { type CloudCall, NO_RESOURCE } from './cloud-call.ts';
import type { Stack, StackFunction, Statement } from './stack.ts';

/** The calls that IAM would refuse, a line each. */
export async function refused(
  fn: Pick<StackFunction, 'name' | 'roleArn'>,
  statements: readonly Statement[],
  calls: readonly CloudCall[],
  stack: Stack,
): Promise<string[]> {
  const lines: string[] = [];
  for (const call of calls)
    if (!(await isAllowed(fn, statements, call, stack)))
      lines.push(`${fn.name} may not ${call.action} ${call.resource}`);
  return lines;
}

/** What a function is granted and none of the calls needs, a line each. A wildcard for actions is never needed. */
export async function unused(
  fn: StackFunction,
  calls: readonly CloudCall[],
  stack: Stack,
): Promise<string[]> {
  const lines: string[] = [];
  for (const { Effect, Action, Resource, ...rest } of fn.statements) {
    if (Effect === 'Deny') continue;
    for (const action of Action) {
      for (const resource of Resource) {
        const alone = { Effect, Action: [action], Resource: [resource], ...rest };
        // "Everything" is needed only by calls that have no resource.
        const candidates = calls.filter(
          (call) =>
            call.action === action && (resource !== '*' || ['*', NO_RESOURCE].includes(call.resource)),
        );
        if (!(await some(candidates, (call) => isAllowed(fn, [alone], call, stack))))
          lines.push(`${fn.name} never needs ${action} on ${resource}`);
      }
    }
  }
  return lines;
}

async function some<Thing>(
  things: readonly Thing[],
  holds: (thing: Thing) => Promise<boolean>,
): Promise<boolean> {
  for (const thing of things) if (await holds(thing)) return true;
  return false;
}

/** A phone number is no resource: only what is allowed on everything, and not denied on everything, reaches it. */
function isAllowedAnywhere(statements: readonly Statement[], action: string): boolean {
  const about = statements.filter(
    ({ Action, Resource }) => Action.includes(action) && Resource.includes('*'),
  );
  return about.some(({ Effect }) => Effect === 'Allow') && about.every(({ Effect }) => Effect === 'Allow');
}

/**
 * The simulator (0.1) leaves out keys of an encryption context, because it knows keys with a variable part only where a
 * slash stands before it. Policy and call get such a key instead, which is compared in the same way.
 */
function spelt<Value>(value: Value): Value {
  const text = JSON.stringify(value).replaceAll(
    '"kms:EncryptionContext:',
    '"aws:PrincipalTag/EncryptionContext:',
  );
  return JSON.parse(text) as Value;
}

/** @throws Error when the simulator cannot read the policy or the call, or knows nothing of a key of its context */
async function isAllowed(
  { roleArn }: Pick<StackFunction, 'roleArn'>,
  statements: readonly Statement[],
  { action, resource, context }: CloudCall,
  stack: Stack,
): Promise<boolean> {
  if (resource === NO_RESOURCE) return isAllowedAnywhere(statements, action);
  const simulation = {
    request: {
      principal: roleArn,
      action,
      resource: { resource, accountId: stack.place.account },
      contextVariables: { ...context },
    },
    identityPolicies: [{ name: 'own', policy: { Version: '2012-10-17', Statement: statements } }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: stack.resourcePolicy(resource),
  };
  const answer = await runSimulation(spelt(simulation), {});
  const asked = `${action} ${resource}`;
  if (answer.resultType === 'error') throw new Error(`${asked}: ${JSON.stringify(answer.errors)}`);
  if (answer.resultType === 'wildcard') throw new Error(`${asked} is not one call`);
  const ignored = answer.result.ignoredContextKeys ?? [];
  if (ignored.length > 0) throw new Error(`${asked} never comes with ${ignored.join(', ')}`);
  return answer.overallResult === 'Allowed';
}
