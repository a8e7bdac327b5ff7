import { permitApp } from './permit-app.ts';
import { addPermitStack } from './permit-stack.ts';

/** The entry of the CDK command: which county, in which account and region. The partition follows from the region. */
const app = permitApp();
const county = String(app.node.tryGetContext('county') ?? 'suichang');
const region = String(app.node.tryGetContext('region') ?? 'cn-northwest-1');
const account: unknown = app.node.tryGetContext('account');

addPermitStack(app, {
  county,
  region,
  ...(typeof account === 'string' ? { account } : {}),
});
app.synth();
