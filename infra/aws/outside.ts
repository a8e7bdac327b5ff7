import { SecretValue } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Setting } from '../../functions/runtime/env.ts';
import type { ProductFunction } from './product-function.ts';

/**
 * What other bodies give the county before the first deployment: one secret, `huren/<county>/outside`, a JSON object
 * whose fields are the names of the settings below.
 * CloudFormation puts the values into the functions' (encrypted) settings at deployment; the template only has the name.
 */
export class Outside extends Construct {
  readonly #secretName: string;

  constructor(scope: Construct, id: string, { county }: { readonly county: string }) {
    super(scope, id);
    this.#secretName = `huren/${county}/outside`;
  }

  /** May ask the province; that it may is the gateway's decision, so there is no permission to give here. */
  grantProvince(fn: ProductFunction): void {
    this.#set(fn, 'provinceUrl', 'provinceAccessKey', 'provinceSecretKey');
  }

  /** May hand short messages to the domestic gateway; that it may is the gateway's decision, as with the province. */
  grantSmsGateway(fn: ProductFunction): void {
    this.#set(fn, 'smsGatewayUrl', 'smsGatewayAccessKey', 'smsGatewaySecretKey');
  }

  /** Is registered with the sign-in of the province and knows whose sign-in of staff to believe. */
  grantSignIn(fn: ProductFunction): void {
    this.#set(fn, 'signInServiceCode', 'signInServicePassword', 'signInAppId');
    this.#set(fn, 'staffIssuer', 'staffAudience', 'staffJwksUrl');
  }

  #set(fn: ProductFunction, ...names: Setting[]): void {
    for (const name of names) {
      const value = SecretValue.secretsManager(this.#secretName, { jsonField: name });
      // Unwrapping keeps the reference: `{{resolve:secretsmanager:…}}`, never the value.
      fn.set(name, value.unsafeUnwrap());
    }
  }
}
