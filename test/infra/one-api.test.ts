import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { productRoutes } from '../../infra/local/product-api.ts';
import { deployed } from './least-privilege/deployed.ts';
import { synthesise, type Synthesised } from './synthesised.ts';

const Route = z.object({ RouteKey: z.string(), AuthorizationType: z.string(), Target: z.string() });
const Integration = z.object({ IntegrationUri: z.string() });

describe.each([
  ['aws-cn', 'cn-northwest-1'],
  ['aws', 'ap-southeast-1'],
] as const)('The API deployed in %s', (partition, region) => {
  let stack: Synthesised;
  beforeAll(async () => {
    stack = await synthesise(region);
  });

  /** `METHOD /path`, the audience of the Lambda behind it, and whether the authoriser stands before it. */
  function deployedRoutes(): string[] {
    const read = (value: unknown): unknown =>
      deployed(value, stack.resources, { partition, region, account: '111122223333' });
    return stack.all('ApiGatewayV2::Route').map(({ Properties }) => {
      const { RouteKey, AuthorizationType, Target } = Route.parse(read(Properties));
      const id = Target.replace('integrations/', '');
      const { IntegrationUri } = Integration.parse(read(stack.resources[id]?.Properties));
      const audience = /:function:Api(\w+)Live/u.exec(IntegrationUri)?.[1] ?? IntegrationUri;
      return `${RouteKey} → ${audience}${AuthorizationType === 'CUSTOM' ? ', signed in' : ''}`;
    });
  }

  it('is the local one, route by route', () => {
    const local = productRoutes().map(
      ({ method, path, audience, authorized }) =>
        `${method} ${path} → ${audience}${authorized ? ', signed in' : ''}`,
    );

    expect(deployedRoutes().toSorted()).toEqual(local.toSorted());
  });

  it('leads to none of the local instruments', () => {
    expect(stack.text).not.toContain('_local');
  });
});
