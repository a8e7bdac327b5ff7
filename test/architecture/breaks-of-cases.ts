import { after, before, instead, type Break } from './break.ts';

/** Laws 5 to 7, 9, and the contract. */
export const BREAKS_OF_CASES: readonly Break[] = [
  {
    law: '5',
    broken: 'a step wakes the machine',
    path: 'functions/steps/open-task.ts',
    turn: after("export const wake = (world: World) => world.workflow.wake('t', {} as never);"),
    caughtBy: 'touch the machine',
  },
  {
    law: '5',
    broken: 'what a step calls wakes the machine',
    path: 'functions/casework/deliver-messages.ts',
    turn: after('const again = (world: World) => world.workflow.start("id");'),
    caughtBy: 'touch the machine',
  },
  {
    law: '5',
    broken: 'casework answers tokens itself',
    path: 'functions/casework/wake-machine.ts',
    turn: before("import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';"),
    caughtBy: 'only the adapter of the machine',
  },
  {
    law: '5',
    broken: 'an act is recorded after the machine was woken',
    path: 'functions/casework/submit-case.ts',
    turn: instead(
      /( {2}await world\.cases\.commit\([^;]*;\n)( {2}await world\.workflow\.start\([^;]*;\n)/u,
      '$2$1',
    ),
    caughtBy: 'once the machine is woken',
  },
  {
    law: '6',
    broken: 'an event holds a name',
    path: 'functions/domain/case-event.ts',
    turn: instead(
      'readonly applicationNumber: string;',
      'readonly applicationNumber: string;\n      readonly fullName: string;',
    ),
    caughtBy: 'personal fields out of the events',
  },
  {
    law: '7',
    broken: 'an endpoint reads a task token',
    path: 'functions/api/get-case.ts',
    turn: after("const peek = (world: World) => world.taskTokens.find('id', 'review', 1);"),
    caughtBy: 'a task token is known',
  },
  {
    law: '7',
    broken: 'an endpoint answers with a task token',
    path: 'functions/casework/tasks.ts',
    turn: instead('version: z.int(),', 'version: z.int(),\n  taskToken: z.string().optional(),'),
    caughtBy: 'answers with no token',
  },
  {
    law: '7',
    broken: 'a step writes to the console',
    path: 'functions/steps/check.ts',
    turn: after("console.log('checked');"),
    caughtBy: 'only runtime/log.ts writes',
  },
  {
    law: '7',
    broken: 'a log line may hold a name',
    path: 'functions/runtime/log.ts',
    turn: instead('readonly code?: string;', 'readonly code?: string;\n  readonly fullName?: string;'),
    caughtBy: 'logs ids, our own names and codes',
  },
  {
    law: '7',
    broken: 'a name is logged',
    path: 'functions/runtime/step.ts',
    turn: instead('step: step.name, applicationId }', "step: step.name, applicationId, fullName: 'x' }"),
    caughtBy: 'tsc',
  },
  {
    law: '9',
    broken: 'a comment names another route than the manifest',
    path: 'functions/api/get-health.ts',
    turn: instead('GET /health.', 'GET /ping.'),
    caughtBy: 'begins the comment of each endpoint',
  },
  {
    law: '9',
    broken: 'an endpoint has no row in the manifest',
    path: 'functions/api/get-weather.ts',
    turn: () => '/** GET /weather. */\nexport const getWeather = 1;\n',
    caughtBy: 'one file for each route',
  },
  {
    law: '9',
    broken: 'no Lambda serves a route',
    path: 'functions/lambdas/public.ts',
    turn: instead('  getHealth,\n', ''),
    caughtBy: 'by the one Lambda of its audience',
  },
  {
    law: '9',
    broken: 'two Lambdas serve a route',
    path: 'functions/lambdas/applicant.ts',
    turn: (text) =>
      before("import { getHealth } from '../api/get-health.ts';")(
        text.replace('endSession,\n', 'endSession,\n  getHealth,\n'),
      ),
    caughtBy: 'by the one Lambda of its audience',
  },
  {
    law: 'contract',
    broken: 'a schema changes and the document does not',
    path: 'functions/api/get-health.ts',
    turn: instead(/summary: '/u, "summary: 'Really: "),
    caughtBy: 'keeps the OpenAPI document current',
  },
  {
    law: 'contract',
    broken: 'a command is gone',
    path: 'package.json',
    turn: instead('"deadline":', '"due":'),
    caughtBy: 'has a script for each command',
  },
];
