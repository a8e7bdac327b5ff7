import { optionsOf, USAGE } from './deploy/options.ts';
import { EXIT, runDeploy } from './deploy/run-deploy.ts';
import { realTools } from './deploy/tools.ts';

/**
 * `npm run deploy -- --county suichang --region cn-northwest-1 --token-file tokens.json`: checks everything, says what
 * changes and what it costs, asks, deploys, and tries the service with a synthetic case.
 * Exit 0 done, 2 wrong call, 3 not ready, 4 findings, 5 not confirmed, 6 not deployed, 7 deployed but not well, 8 deployed and well,
 * but no alarm would take the next release back.
 */
const asked = optionsOf(process.argv.slice(2));
if ('wrong' in asked) {
  for (const sentence of asked.wrong) console.error(sentence);
  console.error(USAGE);
  process.exitCode = EXIT.wrongCall;
} else {
  process.exitCode = await runDeploy(asked, await realTools(asked));
}
