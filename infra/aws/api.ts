import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { allRoutes, API_FUNCTIONS, type ApiFunction } from '../../functions/manifest.ts';
import { type FunctionSetup, ProductFunction } from './product-function.ts';
import { throttleOf } from './throttles.ts';

/** No address of the caller, no path (it holds ids), no header: nothing that says who asked about whom. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMillis: '$context.responseLatency',
  authoriserStatus: '$context.authorizer.status',
  integrationError: '$context.integrationErrorMessage',
};

/** API Gateway itself gives up after 30 s; the function is over before, and its log says so. */
const LONGEST = Duration.seconds(29);

/** The HTTP API: every route of the manifest, one function per audience, and the authoriser before them. */
export class Api extends Construct {
  readonly url: string;
  readonly functions: readonly ProductFunction[];
  /** Answers with a status of 500 or more, each five minutes. */
  readonly faults: Metric;
  /** Milliseconds within which 99 of 100 answers came, each five minutes. */
  readonly latency: Metric;
  /** Calls, each five minutes. */
  readonly calls: Metric;

  constructor(scope: Construct, id: string, { setup }: { readonly setup: FunctionSetup }) {
    super(scope, id);
    const make = ({ name, entry, touches }: ApiFunction, timeout: Duration): ProductFunction =>
      new ProductFunction(this, name, { setup, entry, description: `API: ${name}`, touches, timeout });
    const audiences = {
      public: make(API_FUNCTIONS.public, LONGEST),
      applicant: make(API_FUNCTIONS.applicant, LONGEST),
      staff: make(API_FUNCTIONS.staff, LONGEST),
    };
    const authoriser = make(API_FUNCTIONS.authoriser, Duration.seconds(5));
    this.functions = [...Object.values(audiences), authoriser];

    const httpApi = new HttpApi(this, 'Http', { createDefaultStage: false });
    // One permission per function, not per route: a function's policy may not exceed 20 KB.
    const integration = (audience: keyof typeof audiences): HttpLambdaIntegration =>
      new HttpLambdaIntegration(audience, audiences[audience].live, { scopePermissionToRoute: false });
    const integrations = {
      public: integration('public'),
      applicant: integration('applicant'),
      staff: integration('staff'),
    };
    const signedIn = new HttpLambdaAuthorizer('session', authoriser.live, {
      identitySource: ['$request.header.Authorization'],
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: Duration.seconds(60),
    });
    const anyone = new HttpNoneAuthorizer();

    const routes = allRoutes().map(({ name, method, path, audience, roles }) => {
      const route = new HttpRoute(this, name, {
        httpApi,
        routeKey: HttpRouteKey.with(path, HttpMethod[method]),
        integration: integrations[audience],
        authorizer: roles.length === 0 ? anyone : signedIn,
      });
      if (roles.length === 0) {
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'The contract opens this route to anyone: it signs in, pre-checks without storing, or is published.',
        });
      }
      return route;
    });

    const stage = this.#stage(httpApi);
    // A throttle for a route that is not there yet fails the deployment.
    stage.node.addDependency(...routes);
    this.url = stage.url;
    const period = Duration.minutes(5);
    this.faults = stage.metricServerError({ period, statistic: 'Sum' });
    this.latency = stage.metricLatency({ period, statistic: 'p99' });
    this.calls = stage.metricCount({ period, statistic: 'Sum' });
  }

  #stage(httpApi: HttpApi): HttpStage {
    const stage = new HttpStage(this, 'Stage', {
      httpApi,
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            retention: RetentionDays.ONE_YEAR,
            removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
          }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    const resource = stage.node.defaultChild;
    if (!(resource instanceof CfnStage)) throw new TypeError('The stage has no resource');
    resource.routeSettings = Object.fromEntries(
      allRoutes().map((route) => {
        const { rate, burst } = throttleOf(route);
        return [
          `${route.method} ${route.path}`,
          { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst, DetailedMetricsEnabled: true },
        ];
      }),
    );
    return stage;
  }
}
