import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  type Metric,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { FindingCode } from '../../functions/timetable.ts';
import type { Api } from './api.ts';
import type { Casework } from './casework.ts';
import type { Messaging } from './messaging.ts';
import { accountMetric, tableMetrics } from './metrics.ts';
import type { Schedules } from './schedules.ts';
import type { Storage } from './storage.ts';

interface DashboardsProps {
  readonly county: string;
  readonly casework: Casework;
  readonly api: Api;
  readonly schedules: Schedules;
  readonly storage: Storage;
  readonly messaging: Messaging;
}

const DAY = Duration.days(1);
const HALF = 12;
/** What the head of the office is answerable for; everything else that is found is for the operators. */
const OF_THE_HEAD: ReadonlySet<FindingCode> = new Set([
  'breach',
  'backlog',
  'task-overdue',
  'message-unknown',
  'calendar-horizon',
]);

/** Two pages: one for the county's head, in Chinese and by the day, and one for the operators. */
export class Dashboards extends Construct {
  /** In Chinese, by the day. */
  readonly head: Dashboard;
  readonly operations: Dashboard;

  constructor(scope: Construct, id: string, props: DashboardsProps) {
    super(scope, id);
    const { county } = props;
    this.head = new Dashboard(this, 'Head', {
      dashboardName: `huren-${county}-head`,
      defaultInterval: Duration.days(31),
      widgets: headRows(props),
    });
    this.operations = new Dashboard(this, 'Operations', {
      dashboardName: `huren-${county}-operations`,
      defaultInterval: Duration.hours(12),
      widgets: operatorRows(props),
    });
  }
}

function headRows({ casework: { machine }, schedules }: DashboardsProps): IWidget[][] {
  const begun = machine.metricStarted({ period: DAY, statistic: 'Sum', label: '收到申请' });
  const ended = machine.metricSucceeded({ period: DAY, statistic: 'Sum', label: '办结归档' });
  const time = machine.metricTime({ period: DAY, statistic: 'p50', label: '中位办理时长（毫秒）' });
  const slowest = machine.metricTime({ period: DAY, statistic: 'p95', label: '95% 办理时长（毫秒）' });
  return [
    [
      text(
        '# 居住证互认：办理情况\n按日统计，不含任何个人信息。各岗位的待办、临期与逾期明细见工作台“看板”；法定时限为受理后两个工作日。',
      ),
    ],
    [single('收到与办结', [begun, ended]), graph('收到与办结（按日）', [begun, ended])],
    [graph('办理时长', [time, slowest]), graph('需要过问的情况', findingsOf(schedules, true, DAY))],
  ];
}

function operatorRows({ casework, api, schedules, storage, messaging }: DashboardsProps): IWidget[][] {
  const { machine, steps } = casework;
  const table = (metricName: string): Metric[] => tableMetrics(storage, metricName);
  const functions = [...api.functions, ...steps, ...schedules.all.map(({ fn }) => fn)];
  return [
    [
      text(
        '# Operations\nEach alarm names its entry in docs/runbook.md. Ids and codes only; nobody is named.',
      ),
    ],
    [
      graph('Executions', [
        machine.metricStarted(),
        machine.metricSucceeded(),
        machine.metricFailed(),
        machine.metricTimedOut(),
        machine.metricAborted(),
      ]),
      graph('Found by the schedules', findingsOf(schedules, false, Duration.hours(1))),
    ],
    [
      graph('Calls and faults of the API', [api.calls, api.faults]),
      graph('p99 of the API, ms', [api.latency]),
    ],
    [
      graph(
        'Errors of the functions',
        functions.map((fn) => fn.errors.with({ label: fn.node.id })),
      ),
      graph('Units of the table', [
        ...table('ConsumedReadCapacityUnits'),
        ...table('ConsumedWriteCapacityUnits'),
        ...table('ReadThrottleEvents'),
        ...table('WriteThrottleEvents'),
      ]),
    ],
    [
      graph('Functions turned away', [accountMetric('Throttles', 'Sum')]),
      graph('Functions at once, in the account', [accountMetric('ConcurrentExecutions', 'Maximum')]),
    ],
    [
      graph('Schedules given up', [schedules.givenUp]),
      ...(messaging.failures ? [graph('Messages that SNS failed to deliver', [messaging.failures])] : []),
    ],
  ];
}

function findingsOf({ all }: Schedules, ofHead: boolean, period: Duration): IMetric[] {
  return all.flatMap(({ findings }) =>
    findings
      .filter(({ code }) => !ofHead || OF_THE_HEAD.has(code))
      .map(({ code, metric }) => metric.with({ period, statistic: 'Sum', label: code })),
  );
}

function text(markdown: string): TextWidget {
  return new TextWidget({ markdown, width: 2 * HALF, height: 3 });
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: HALF, height: 6 });
}

function single(title: string, metrics: IMetric[]): SingleValueWidget {
  return new SingleValueWidget({ title, metrics, width: HALF, height: 6, setPeriodToTimeRange: true });
}
