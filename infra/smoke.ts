import { optionsOf, USAGE } from './smoke/options.ts';
import { runSmoke } from './smoke/run.ts';

/**
 * `npm run smoke -- --url <address> [--token-file <file>] [--withdraw | --open-only]`: one synthetic case through a
 * running service. Exit 0 when every step went well, 1 with the step that did not, 2 for a wrong call.
 */
const asked = optionsOf(process.argv.slice(2));
if ('wrong' in asked) {
  for (const sentence of asked.wrong) console.error(sentence);
  console.error(USAGE);
  process.exitCode = 2;
} else {
  process.exitCode = (await runSmoke(asked, (line) => console.log(line))) ? 0 : 1;
}
