import { text } from 'node:stream/consumers';
import { enterFirstOperator, NotEntered } from './operator/first-operator.ts';
import { optionsOf, USAGE } from './operator/options.ts';
import { RuleError } from '../functions/domain/rule-error.ts';

/**
 * `npm run operator -- --county … --staff-id … --name … --table … --lookup-key …`: enters the first operator of a
 * deployment. Exit 0 entered, 1 not entered, with the reason, 2 wrong call.
 */
const asked = optionsOf(process.argv.slice(2));
if ('wrong' in asked) {
  for (const sentence of asked.wrong) console.error(sentence);
  console.error(USAGE);
  process.exitCode = 2;
} else {
  if (process.stdin.isTTY) console.error('Identity number, then Enter and Ctrl-D:');
  try {
    const member = await enterFirstOperator(asked, (await text(process.stdin)).trim(), Date.now());
    console.log(`entered ${member.id}, operator, version ${member.version ?? 0}`);
  } catch (error) {
    console.error(reasonOf(error));
    process.exitCode = 1;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof NotEntered) return error.message;
  if (error instanceof RuleError)
    return [error.code, ...error.defects.map(({ pointer, code }) => `${pointer}: ${code}`)].join('\n');
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
