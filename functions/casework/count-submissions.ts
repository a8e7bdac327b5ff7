import type { Caller } from '../domain/account.ts';
import { sha256Hex } from '../domain/canonical.ts';
import { RuleError, StaleWriteError } from '../domain/rule-error.ts';
import type { World } from '../ports.ts';

/** Submissions of one person within 24 hours of the first, in real time. */
const SUBMISSIONS = { tries: 5, seconds: 86_400 };

/**
 * Carries out a submission unless the person has made too many; one that is refused is not counted.
 * @throws RuleError TOO_MANY_SUBMISSIONS, with the seconds to wait; whatever the submission throws
 */
export async function countedSubmission<Result>(
  world: World,
  { sub }: Caller,
  submit: () => Promise<Result>,
): Promise<Result> {
  const subject = sha256Hex(`submission\n${sub}`);
  const waitSeconds = await world.tries.take(subject, SUBMISSIONS);
  if (waitSeconds !== undefined) {
    throw new RuleError('TOO_MANY_SUBMISSIONS', [], {
      max: SUBMISSIONS.tries,
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
