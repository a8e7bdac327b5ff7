import { drop, inner, machine, type Mutation, properties, redefine, stage, statements } from './mutation.ts';

/** What may go wrong with what runs, and with where it can run. The list for people is in ../README.md. */
export const SERVICE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'open CORS',
    catcher: 'no-foreign-pages',
    apply: (d) => (properties(d, 'ApiGatewayV2::Api')['CorsConfiguration'] = { AllowOrigins: ['*'] }),
  },
  {
    name: 'open CORS of a bucket',
    catcher: 'no-foreign-pages',
    apply: (d) => (properties(d, 'S3::Bucket', 'StorageMaterials')['CorsConfiguration'] = { CorsRules: [] }),
  },
  {
    name: 'events in a form that no handler reads',
    catcher: 'api-serves',
    apply: (d) => (properties(d, 'ApiGatewayV2::Integration')['PayloadFormatVersion'] = '1.0'),
  },
  {
    name: 'routes that are deployed and not served',
    catcher: 'api-serves',
    apply: (d) => (stage(d)['AutoDeploy'] = false),
  },
  {
    name: 'machine that waits for nobody',
    catcher: 'machine-runs',
    apply: (d) => (machine(d)['StateMachineType'] = 'EXPRESS'),
  },
  {
    name: 'no dead letters behind a rule',
    catcher: 'given-up-kept',
    apply: (d) => drop(inner(properties(d, 'Events::Rule'), 'Targets', 0), 'DeadLetterConfig'),
  },
  {
    name: 'no dead letters behind a function',
    catcher: 'given-up-kept',
    apply: (d) => drop(properties(d, 'Lambda::EventInvokeConfig'), 'DestinationConfig'),
  },
  {
    name: 'alarm without a runbook entry',
    catcher: 'alarm-explained',
    apply: (d) => (properties(d, 'CloudWatch::Alarm')['AlarmDescription'] = 'Something is wrong.'),
  },
  {
    name: 'alarm with an entry that is not there',
    catcher: 'alarm-explained',
    apply: (d) => (properties(d, 'CloudWatch::Alarm')['AlarmDescription'] = 'See docs/runbook.md#nowhere'),
  },
  {
    name: 'throttle of a route removed',
    catcher: 'route-throttled',
    apply: (d) => drop(inner(stage(d), 'RouteSettings'), 'POST /sessions'),
  },
  {
    name: 'throttle of the stage removed',
    catcher: 'route-throttled',
    apply: (d) => drop(stage(d), 'DefaultRouteSettings'),
  },
  {
    name: 'authoriser removed from a staff route',
    catcher: 'route-signed-in',
    apply: (d) => (properties(d, 'ApiGatewayV2::Route', 'Apirecorddecision')['AuthorizationType'] = 'NONE'),
  },
  {
    name: 'data of executions in the log',
    catcher: 'data-out-of-logs',
    apply: (d) => (inner(machine(d), 'LoggingConfiguration')['IncludeExecutionData'] = true),
  },
  {
    name: 'wildcard for an action',
    catcher: 'no-wildcard-action',
    apply: (d) => (inner(statements(d, 'Casework'), 0)['Action'] = 'dynamodb:*'),
  },
  {
    name: 'misspelt action',
    catcher: 'action-exists',
    apply: (d) => (inner(statements(d, 'Casework'), 0)['Action'] = 'dynamodb:GetItems'),
  },
  {
    name: 'misspelt service',
    catcher: 'action-exists',
    apply: (d) => (inner(statements(d, 'Casework'), 0)['Action'] = 'dynamo:GetItem'),
  },
  {
    name: 'hard-coded partition',
    catcher: 'no-partition',
    apply: (d) =>
      (inner(statements(d, 'Casework'), 0)['Resource'] =
        'arn:aws:dynamodb:cn-northwest-1:111122223333:table/huren'),
  },
  {
    name: 'placeholder without a value',
    catcher: 'substituted',
    apply: (d) => drop(inner(machine(d), 'DefinitionSubstitutions'), 'Issue'),
  },
  {
    name: 'value nobody asks for',
    catcher: 'substituted',
    apply: (d) => {
      const given = inner(machine(d), 'DefinitionSubstitutions');
      given['Refuse'] = given['Conclude'];
    },
  },
  {
    name: 'way to a state that is not there',
    catcher: 'machine-runs',
    apply: (d) => redefine(d, '"Next":"Check"', '"Next":"Chek"'),
  },
  {
    name: 'expression that is no JSONata',
    catcher: 'machine-runs',
    apply: (d) => redefine(d, '{% $applicationId %}', '{% $applicationId( %}'),
  },
  {
    name: 'state of an unknown type',
    catcher: 'machine-runs',
    apply: (d) => redefine(d, '"Type":"Choice"', '"Type":"Choise"'),
  },
  {
    name: 'x86 function',
    catcher: 'function-arm64',
    apply: (d) => (properties(d, 'Lambda::Function')['Architectures'] = ['x86_64']),
  },
  {
    name: 'way to the local instruments',
    catcher: 'no-local-instruments',
    apply: (d) => (properties(d, 'Lambda::Function')['Description'] = 'http://127.0.0.1/_local/aws'),
  },
  {
    name: 'too many resources',
    catcher: 'few-enough',
    apply: (d) => {
      for (let n = 0; n < 400; n += 1) d[`More${n}`] = { Type: 'AWS::SSM::Parameter', Properties: {} };
    },
  },
  {
    name: 'no second signature of permits, in China',
    catcher: 'sm2-in-china',
    apply: (d) =>
      (inner(properties(d, 'Lambda::Function', 'CaseworkIssue'), 'Environment', 'Variables')['SM2_KEY_ID'] =
        'none'),
  },
  {
    name: 'tracing of a function, in China',
    catcher: 'in-china',
    apply: (d) => (properties(d, 'Lambda::Function')['TracingConfig'] = { Mode: 'Active' }),
  },
  {
    name: 'user pool, in China',
    catcher: 'in-china',
    apply: (d) => (d['Pool'] = { Type: 'AWS::Cognito::UserPool', Properties: {} }),
  },
  {
    name: 'function URL, in China',
    catcher: 'in-china',
    apply: (d) => (d['Url'] = { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'AWS_IAM' } }),
  },
  {
    name: 'response headers of CloudFront, in China',
    catcher: 'in-china',
    apply: (d) => (d['Headers'] = { Type: 'AWS::CloudFront::ResponseHeadersPolicy', Properties: {} }),
  },
  {
    name: 'web ACL for CloudFront, in China',
    catcher: 'in-china',
    apply: (d) => (d['Acl'] = { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: 'CLOUDFRONT' } }),
  },
  {
    name: 'HTTP task, in China',
    catcher: 'in-china',
    apply: (d) => redefine(d, 'states:::lambda:invoke', 'states:::http:invoke'),
  },
  {
    name: 'short messages by SNS, in China',
    catcher: 'in-china',
    apply: (d) => statements(d, 'Casework').push({ Action: 'sns:Publish', Effect: 'Allow', Resource: '*' }),
  },
];
