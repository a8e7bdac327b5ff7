import { instead, type Break } from './break.ts';

const ASL = 'statemachines/recognition.asl.json';

/** Law 4. */
export const BREAKS_OF_MACHINE: readonly Break[] = [
  {
    law: '4',
    broken: 'the machine sends a telephone number',
    path: ASL,
    turn: instead(
      /("FunctionName": "\$\{Conclude\}",\s*"Payload": \{)/u,
      '$1 "mobilePhone": "{% $phone %}",',
    ),
    caughtBy: 'sends each function what is on the list',
  },
  {
    law: '4',
    broken: 'the machine remembers a name',
    path: ASL,
    turn: instead('"Assign": {', '"Assign": { "fullName": "{% $states.result.Payload.fullName %}",'),
    caughtBy: 'remembers and hands on nothing',
  },
  {
    law: '4',
    broken: 'a state hands on all that its function answered',
    path: ASL,
    turn: instead('"Output": {}', '"Output": "{% $states.result.Payload %}"'),
    caughtBy: 'remembers and hands on nothing',
  },
  {
    law: '4',
    broken: 'a step takes a name',
    path: 'functions/steps/issue.ts',
    turn: instead(
      'applicationId: z.string() }',
      'applicationId: z.string(), fullName: z.string().optional() }',
    ),
    caughtBy: 'takes just what it is sent',
  },
  {
    law: '4',
    broken: 'a step answers with a name',
    path: 'functions/casework/standing.ts',
    turn: instead('nextAlarmAt: z.string(),', 'nextAlarmAt: z.string(),\n  fullName: z.string().optional(),'),
    caughtBy: 'takes just what it is sent',
  },
  {
    law: '4',
    broken: 'a placeholder has no step',
    path: ASL,
    turn: instead(`"\${Issue}"`, `"\${KeepFile}"`),
    caughtBy: 'one step, one row and one file',
  },
  {
    law: '4',
    broken: 'a step has no row in the manifest',
    path: 'functions/steps/forget.ts',
    turn: () => '/** Forgets. */\nexport const forget = 1;\n',
    caughtBy: 'one step, one row and one file',
  },
  {
    law: '4',
    broken: 'a retired step has no execution left that calls it',
    path: 'functions/retired-steps.ts',
    turn: instead("placeholder: 'Escalate'", "placeholder: 'ReadCase'"),
    caughtBy: 'keeps a retired step',
  },
  {
    law: '4',
    broken: 'the acceptance leads straight to the approval',
    path: ASL,
    turn: instead('"Next": "AwaitReview"\n    }', '"Next": "AwaitApproval"\n    }'),
    caughtBy: 'goes straight on to where Route would lead',
  },
  {
    law: '4',
    broken: 'the domain calls a return straight',
    path: 'functions/domain/straight-way.ts',
    turn: instead(
      "outcomes: ['endorse', 'reject'], to: 'approval'",
      "outcomes: ['endorse', 'return'], to: 'acceptance'",
    ),
    caughtBy: 'goes straight on to where Route would lead',
  },
  {
    law: '4',
    broken: 'Route forgets the approval',
    path: ASL,
    turn: instead("$outcome = 'approve'", "$outcome = 'accept'"),
    caughtBy: 'routes every outcome',
  },
  {
    law: '4',
    broken: 'Route waits for an outcome that nobody can give',
    path: ASL,
    turn: instead("$outcome = 'approve'", "$outcome in ['approve', 'agree']"),
    caughtBy: 'knows no outcome or stage',
  },
];
