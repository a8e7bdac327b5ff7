import type { Caller } from '../domain/account.ts';
import type { Draft } from '../domain/application.ts';
import { sha256Hex } from '../domain/canonical.ts';
import { RuleError, StaleWriteError } from '../domain/rule-error.ts';
import type { World } from '../ports.ts';

/** Submissions of one person within 24 hours of the first, in real time. */
const SUBMISSIONS = { tries: 5, seconds: 86_400 };
/** Releases of one day; more than that is no smoke test. */
const SYNTHETIC_SUBMISSIONS = { tries: 50, seconds: 86_400 };

/**
 * Carries out a submission unless the person has made too many; one that is refused is not counted.
 * @throws RuleError TOO_MANY_SUBMISSIONS, with the seconds to wait; whatever the submission throws
 */
export async function countedSubmission<Result>(
  world: World,
  { sub }: Caller,
  { synthetic }: Pick<Draft, 'synthetic'>,
  submit: () => Promise<Result>,
): Promise<Result> {
  const subject = sha256Hex(`submission\n${sub}`);
  const limit = synthetic ? SYNTHETIC_SUBMISSIONS : SUBMISSIONS;
  const waitSeconds = await world.tries.take(subject, limit);
  if (waitSeconds !== undefined) {
    throw new RuleError('TOO_MANY_SUBMISSIONS', [], {
      max: limit.tries,
      minutes: Math.ceil(waitSeconds / 60),
      retryAfterSeconds: waitSeconds,
    });
  }
  try {
    return await submit();
  } catch (error) {
    if (error instanceof RuleError || error instanceof StaleWriteError) await world.tries.giveBack(subject);
    throw error;
  }
}
