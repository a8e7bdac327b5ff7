import { SMS_ROUTES } from './messaging.ts';
import { permitApp } from './permit-app.ts';
import { addPermitStack } from './permit-stack.ts';

/**
 * The entry of the CDK command: which county, in which account and region (the partition follows from it), and, with
 * `-c sms=gateway` or `-c sms=sns`, who sends the short messages where it is not the usual one.
 */
const app = permitApp();
const county = String(app.node.tryGetContext('county') ?? 'suichang');
const region = String(app.node.tryGetContext('region') ?? 'cn-northwest-1');
const account: unknown = app.node.tryGetContext('account');
const sms: unknown = app.node.tryGetContext('sms');
const route = SMS_ROUTES.find((one) => one === sms);
if (sms !== undefined && !route) throw new TypeError(`sms is one of ${SMS_ROUTES.join(', ')}`);

addPermitStack(app, {
  county,
  region,
  ...(typeof account === 'string' ? { account } : {}),
  ...(route && { sms: route }),
});
app.synth();
