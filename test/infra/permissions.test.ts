import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SETTINGS } from '../../functions/runtime/env.ts';
import {
  FUNCTION_COUNT,
  type Permission,
  permissionsOf,
  synthesise,
  type Synthesised,
} from './synthesised.ts';

const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });

let china: Synthesised;
let elsewhere: Synthesised;
beforeAll(async () => {
  china = await synthesise('cn-northwest-1');
  elsewhere = await synthesise('ap-southeast-1');
});

function both(): readonly Permission[] {
  return [...permissionsOf(china), ...permissionsOf(elsewhere)];
}

/** Owners that may do this, without the hash and the path CDK adds. */
function whoMay(action: string, synthesised = china, to = ''): string[] {
  return permissionsOf(synthesised)
    .filter(({ effect, actions }) => effect === 'Allow' && actions.includes(action))
    .filter(({ resources }) => resources.join().includes(to))
    .map(({ owner }) => owner.replace(/^Casework|^Api|^Schedules/u, '').replace(/RoleDefaultPolicy\w+$/u, ''))
    .filter((owner, index, owners) => owners.indexOf(owner) === index)
    .sort();
}

/** The special keys with which somebody may do this, without the hash that CDK adds. */
function keysFor(action: string, synthesised: Synthesised): string[] {
  const resources = permissionsOf(synthesised).flatMap((one) =>
    one.actions.includes(action) ? one.resources : [],
  );
  const names = resources.map((text) => /Keys[A-Za-z]\w+?(?=[0-9A-F]{8})/u.exec(text)?.[0] ?? text);
  return [...new Set(names)].sort();
}

describe('No permission', () => {
  it('names its actions by a wildcard', () => {
    expect(both().flatMap(({ actions }) => actions.filter((action) => action.includes('*')))).toEqual([]);
  });

  it('reaches everything, but where an action has no resource to name', () => {
    const unbounded = both().filter(
      ({ effect, resources }) => effect === 'Allow' && resources.includes('"*"'),
    );

    expect(new Set(unbounded.flatMap(({ actions }) => actions))).toEqual(
      new Set([
        'states:SendTaskSuccess',
        'states:SendTaskFailure',
        'sns:Publish',
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
      ]),
    );
  });

  it('lets anyone scan the table, shorten a lock, delete a version or change a key', () => {
    const forbidden = new Set([
      'dynamodb:Scan',
      'dynamodb:DeleteTable',
      's3:BypassGovernanceRetention',
      's3:PutObjectRetention',
      's3:DeleteObjectVersion',
      'kms:ScheduleKeyDeletion',
      'kms:PutKeyPolicy',
    ]);

    const given = both().flatMap(({ actions }) => actions);

    expect(given.filter((action) => forbidden.has(action))).toEqual([]);
  });

  it('comes from a managed policy', () => {
    const roles = [...china.all('IAM::Role'), ...elsewhere.all('IAM::Role')];

    expect(roles.filter(({ Properties }) => 'ManagedPolicyArns' in Properties)).toEqual([]);
  });
});

describe('Of all functions', () => {
  it('each has a role of its own', () => {
    const roles = china.all('Lambda::Function').map(({ Properties }) => JSON.stringify(Properties['Role']));

    expect(roles).toHaveLength(FUNCTION_COUNT);
    expect(new Set(roles).size).toBe(FUNCTION_COUNT);
  });

  it('only Issue signs permits, in China with two keys', () => {
    expect(whoMay('kms:Sign')).toEqual(['Issue']);
    expect(whoMay('kms:Sign', elsewhere)).toEqual(['Issue']);
    expect(keysFor('kms:Sign', china)).toEqual(['KeysLicence', 'KeysSm2Licence']);
    expect(keysFor('kms:Sign', elsewhere)).toEqual(['KeysLicence']);
    expect(keysFor('kms:GetPublicKey', china)).toEqual(['KeysLicence', 'KeysSm2Licence']);
  });

  it('only those that receive personal values derive lookup keys, and only those at the door session keys', () => {
    expect(whoMay('kms:GenerateMac', china, 'KeysLookup')).toEqual([
      'CancelOldPermits',
      'TellProvince',
      'applicant',
      'public',
      'reconcile',
      'staff',
    ]);
    expect(whoMay('kms:GenerateMac', china, 'KeysSessionMac')).toEqual(['authoriser', 'public']);
  });

  it('only those that record what people do, and the sweep, start or answer the machine; no step does', () => {
    expect(whoMay('states:StartExecution')).toEqual(['applicant', 'staff', 'sweep']);
    expect(whoMay('states:SendTaskSuccess')).toEqual(['applicant', 'staff', 'sweep']);
    expect(whoMay('states:SendTaskFailure')).toEqual(['applicant', 'staff', 'sweep']);
    expect(whoMay('states:DescribeExecution')).toEqual(['staff', 'sweep', 'watchdog']);
  });

  it('only the staff’s lists executions and lets a failed one go on', () => {
    expect(whoMay('states:ListExecutions')).toEqual(['staff']);
    expect(whoMay('states:RedriveExecution')).toEqual(['staff']);
  });

  it('only Conclude, and Archive before it, puts files under legal hold', () => {
    expect(whoMay('s3:PutObjectLegalHold')).toEqual(['Archive', 'Conclude']);
  });

  it('only the machine calls steps', () => {
    expect(whoMay('lambda:InvokeFunction')).toEqual(['Machine']);
  });
});

describe('A short message', () => {
  it('goes through the gateway in China, whose keys are in the county’s secret, and never through SNS', () => {
    const senders = china.all('Lambda::Function').flatMap(({ Properties }) => {
      const { Variables } = Environment.parse(Properties['Environment']);
      return 'SMS_ROUTE' in Variables ? [Variables] : [];
    });

    expect(whoMay('sns:Publish')).toEqual([]);
    expect(senders).toHaveLength(7);
    expect(new Set(senders.map((settings) => settings['SMS_ROUTE']))).toEqual(new Set(['gateway']));
    expect(JSON.stringify(senders[0]?.['SMS_GATEWAY_SECRET_KEY'])).toContain(
      'huren/suichang/outside:SecretString:smsGatewaySecretKey',
    );
  });

  it('goes straight to the phone elsewhere, and to no topic', () => {
    const publish = permissionsOf(elsewhere).filter(({ actions }) => actions.includes('sns:Publish'));
    const denied = publish.filter(({ effect }) => effect === 'Deny');

    expect(whoMay('sns:Publish', elsewhere)).toEqual([
      'Conclude',
      'Notify',
      'OpenTask',
      'Submit',
      'remind',
      'staff',
      'sweep',
    ]);
    expect(denied).toHaveLength(7);
    expect(denied.flatMap(({ resources }) => resources).join(' ')).toContain(':sns:*:*:*');
    expect(elsewhere.text).toContain('"SMS_ROUTE": "sns"');
  });
});

describe('The settings', () => {
  it('are each given to some function, and no function gets one that the code does not know', () => {
    const given = china.all('Lambda::Function').flatMap(({ Properties }) => {
      const { Variables } = Environment.parse(Properties['Environment']);
      return Object.keys(Variables);
    });

    expect(new Set(given)).toEqual(new Set(Object.values(SETTINGS)));
  });

  it('are encrypted with the county’s own key', () => {
    const keys = china.all('Lambda::Function').map(({ Properties }) => Properties['KmsKeyArn']);

    expect(keys).toEqual(keys.map(() => ({ 'Fn::GetAtt': [expect.stringMatching(/^KeysTransit/u), 'Arn'] })));
  });
});
