import { type App, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import { Api } from './api.ts';
import { bundle, type Bundler } from './bundle.ts';
import { Casework, machineArn } from './casework.ts';
import { countyOf } from './county-data.ts';
import { Dashboards } from './dashboards.ts';
import { grantsOf } from './grants.ts';
import { Keys } from './keys.ts';
import { Messaging, type SmsRoute } from './messaging.ts';
import { Monitoring } from './monitoring.ts';
import { Operators } from './operators.ts';
import { Outside } from './outside.ts';
import type { FunctionSetup } from './product-function.ts';
import { Release } from './release.ts';
import { Schedules } from './schedules.ts';
import { Storage } from './storage.ts';
import { Web } from './web.ts';

export interface PermitStackProps {
  /** Id of the county; its data is in `infra/counties`. */
  readonly county: string;
  /** A table with a customer's own key cannot be made for an unknown region, so the region is never left open. */
  readonly region: string;
  /**
   * Twelve digits.
   * @default whichever account it is deployed to
   */
  readonly account?: string;
  /**
   * Who sends the short messages.
   * @default a domestic gateway in China, SNS elsewhere
   */
  readonly sms?: SmsRoute;
  /**
   * Makes the functions' code.
   * @default esbuild, from the entries of the manifest
   */
  readonly bundler?: Bundler;
}

/** The whole product of one county: its own table, buckets, keys, machine and API. */
class PermitStack extends Stack {
  /** Address of the API, shown when the deployment is done. */
  readonly apiUrl: CfnOutput;
  /** The alarm that rolls a release back, for `npm run deploy`. */
  readonly releaseAlarm: CfnOutput;
  /** Where the alarms go, for `npm run deploy`. */
  readonly operatorsTopic: CfnOutput;
  readonly monitoring: Monitoring;
  readonly dashboards: Dashboards;
  /** Absent in China until the county has a domain. */
  readonly web?: Web;

  constructor(scope: Construct, { county, region, account, sms, bundler }: PermitStackProps) {
    const tags = { product: 'huren', county };
    super(scope, `huren-${county}`, {
      description: `Recognition of the Zhejiang residence permit, ${county}`,
      env: { region, account },
      terminationProtection: true,
      tags,
    });
    const partition = RegionInfo.get(region).partition;
    if (!partition) throw new TypeError(`${region} is no region of any partition`);

    const { web, operators: addresses, licenceKey } = countyOf(county);
    const keys = new Keys(this, 'Keys', {
      sm2: partition === 'aws-cn',
      ...(licenceKey && { licenceGeneration: licenceKey.generation }),
    });
    const storage = new Storage(this, 'Storage', { key: keys.records });
    const outside = new Outside(this, 'Outside', { county });
    const messaging = new Messaging(this, 'Messaging', { outside, partition, ...(sms && { route: sms }) });
    const workflow = machineArn(this, county);

    const grants = grantsOf({ keys, storage, messaging, outside, workflow });
    const setup: FunctionSetup = { county, key: keys.transit, grants, bundle: bundler ?? bundle };

    const casework = new Casework(this, 'Casework', { county, key: keys.transit, setup });
    const api = new Api(this, 'Api', { setup });
    const schedules = new Schedules(this, 'Schedules', { setup });
    const operators = new Operators(this, 'Operators', { key: keys.transit, addresses });
    this.monitoring = new Monitoring(this, 'Monitoring', {
      operators,
      storage,
      messaging,
      casework,
      api,
      schedules,
    });

    this.dashboards = new Dashboards(this, 'Dashboards', {
      county,
      casework,
      api,
      schedules,
      storage,
      messaging,
    });

    // CloudFront in China serves no name but the county's own.
    if (web || partition !== 'aws-cn')
      this.web = new Web(this, 'Web', { county, partition, apiUrl: api.url, ...(web && { domain: web }) });
    const release = new Release(this, 'Release', { county, alarms: this.monitoring.ofRelease });

    this.apiUrl = new CfnOutput(this, 'ApiUrl', { value: api.url });
    this.releaseAlarm = new CfnOutput(this, 'ReleaseAlarmArn', { value: release.alarmArn });
    this.operatorsTopic = new CfnOutput(this, 'OperatorsTopicArn', { value: operators.topicArn });
    // CloudFormation hands a stack's tags on to most kinds of resources; in the template they are on all that take them.
    for (const [name, value] of Object.entries(tags)) Tags.of(this).add(name, value);
  }
}

/** Adds a county's stack to an app. */
export function addPermitStack(app: App, props: PermitStackProps): PermitStack {
  return new PermitStack(app, props);
}
