import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { allRoutes } from '../../functions/manifest.ts';
import { synthesise, type Synthesised } from './synthesised.ts';

const Limit = z.looseObject({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() });
const Stage = z.object({ DefaultRouteSettings: Limit, RouteSettings: z.record(z.string(), Limit) });

let county: Synthesised;
beforeAll(async () => {
  county = await synthesise('cn-northwest-1');
});

describe('The API', () => {
  it('has the routes of the manifest, and no others', () => {
    const deployed = county.all('ApiGatewayV2::Route').map(({ Properties }) => Properties['RouteKey']);

    expect(deployed).toHaveLength(allRoutes().length);
    expect(new Set(deployed)).toEqual(new Set(allRoutes().map(({ method, path }) => `${method} ${path}`)));
  });

  it('lets in without a session only those routes that the contract opens to anyone', () => {
    const open = county
      .all('ApiGatewayV2::Route')
      .filter(({ Properties }) => Properties['AuthorizationType'] === 'NONE')
      .map(({ Properties }) => Properties['RouteKey']);

    expect(new Set(open)).toEqual(
      new Set([
        'GET /.well-known/jwks.json',
        'GET /docs',
        'GET /form-guide',
        'GET /health',
        'GET /openapi.json',
        'POST /eligibility',
        'POST /sessions',
        'GET /tracking',
        'POST /tracking',
      ]),
    );
  });

  it('asks the authoriser for all others', () => {
    const closed = county
      .all('ApiGatewayV2::Route')
      .filter(({ Properties }) => Properties['AuthorizationType'] !== 'NONE');

    expect(closed).toHaveLength(allRoutes().length - 9);
    expect(new Set(closed.map(({ Properties }) => Properties['AuthorizationType']))).toEqual(
      new Set(['CUSTOM']),
    );
    expect(new Set(closed.map(({ Properties }) => JSON.stringify(Properties['AuthorizerId']))).size).toBe(1);
  });

  it('believes an answer of the authoriser for a minute, so that signing out works', () => {
    expect(county.all('ApiGatewayV2::Authorizer').map(({ Properties }) => Properties)).toMatchObject([
      {
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 60,
        IdentitySource: ['$request.header.Authorization'],
      },
    ]);
  });

  it('limits every route by itself, the open ones that write most of all', () => {
    const [stage] = county.all('ApiGatewayV2::Stage');
    const limits = stage?.Properties['RouteSettings'];

    expect(Object.keys(limits ?? {})).toHaveLength(allRoutes().length);
    expect(limits).toMatchObject({
      'GET /health': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      'POST /applications': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
      'POST /sessions': { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
      'POST /eligibility': { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
    });
  });

  it('lets no route have more than the stage as a whole, and no open one that writes more than ten a second', () => {
    const [stage] = county.all('ApiGatewayV2::Stage');
    const { DefaultRouteSettings: whole, RouteSettings: limits } = Stage.parse(stage?.Properties);
    const open = allRoutes().filter(({ method, roles }) => roles.length === 0 && method !== 'GET');

    const over = Object.entries(limits).filter(
      ([, own]) => own.ThrottlingRateLimit > whole.ThrottlingRateLimit,
    );
    const openOver = open.filter(
      ({ method, path }) => (limits[`${method} ${path}`]?.ThrottlingRateLimit ?? Infinity) > 10,
    );
    expect(whole).toMatchObject({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
    expect(over).toEqual([]);
    expect(openOver).toEqual([]);
  });

  it('opens its stage only when the routes it limits are there', () => {
    const routes = Object.keys(county.resources).filter(
      (id) => county.resources[id]?.Type === 'AWS::ApiGatewayV2::Route',
    );

    const [stage] = county.all('ApiGatewayV2::Stage');

    expect(stage?.DependsOn).toEqual(expect.arrayContaining(routes));
  });

  it('logs who asked about whom nowhere', () => {
    const [stage] = county.all('ApiGatewayV2::Stage');
    const settings = JSON.stringify(stage?.Properties['AccessLogSettings']);

    expect(settings).toContain('$context.routeKey');
    expect(settings).not.toMatch(
      /identity|sourceIp|userAgent|\$context\.path|authorizer\.(?!status)|header/u,
    );
  });
});
