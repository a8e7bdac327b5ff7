import validate from 'asl-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FUNCTION_COUNT, synthesise, type Synthesised } from './synthesised.ts';

const Machine = z.object({
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.object({ Ref: z.string() })),
  LoggingConfiguration: z.unknown(),
  EncryptionConfiguration: z.unknown(),
});

let county: Synthesised;
let machine: z.infer<typeof Machine>;
beforeAll(async () => {
  county = await synthesise('cn-northwest-1');
  machine = Machine.parse(county.all('StepFunctions::StateMachine')[0]?.Properties);
});

/** The definition as CloudFormation hands it over. */
function substituted(): string {
  return Object.entries(machine.DefinitionSubstitutions).reduce(
    (definition, [name, { Ref }]) =>
      definition.replaceAll(
        `\${${name}}`,
        Ref === 'AWS::Partition'
          ? 'aws-cn'
          : `arn:aws-cn:lambda:cn-northwest-1:111122223333:function:${Ref}:live`,
      ),
    machine.DefinitionString,
  );
}

describe('The machine', () => {
  it('gets a value for every placeholder of its definition', () => {
    expect(machine.DefinitionString).toContain('${Submit}');
    expect(substituted()).not.toContain('${');
  });

  it('gets no value that its definition does not ask for', () => {
    const unused = Object.keys(machine.DefinitionSubstitutions).filter(
      (name) => !machine.DefinitionString.includes(`\${${name}}`),
    );

    expect(unused).toEqual([]);
  });

  it('calls the live version of each step, by the name of its placeholder', () => {
    const { Partition, ...steps } = machine.DefinitionSubstitutions;

    expect(Partition).toEqual({ Ref: 'AWS::Partition' });
    for (const [name, { Ref }] of Object.entries(steps)) {
      expect(Ref).toMatch(new RegExp(`^Casework${name}Live`, 'u'));
      expect(county.resources[Ref]).toMatchObject({
        Type: 'AWS::Lambda::Alias',
        Properties: { Name: 'live' },
      });
    }
  });

  it('is valid once everything is put in', () => {
    const verdict = validate(JSON.parse(substituted()));

    expect(verdict).toMatchObject({ isValid: true, errors: [] });
  });

  it('writes every event to its log, but none of the data', () => {
    expect(machine.LoggingConfiguration).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
  });

  it('is encrypted with the county’s own key', () => {
    expect(machine.EncryptionConfiguration).toMatchObject({
      Type: 'CUSTOMER_MANAGED_KMS_KEY',
      KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^KeysTransit/u), 'Arn'] },
    });
  });

  it('is named as the functions that start it were told', () => {
    const name = county.all('StepFunctions::StateMachine')[0]?.Properties['StateMachineName'];

    expect(name).toBe('huren-suichang-recognition');
    expect(county.text).toContain(':stateMachine:huren-suichang-recognition');
  });
});

describe('A function', () => {
  it('runs on Node 24 and arm64, and writes to its own log', () => {
    const functions = county.all('Lambda::Function').map(({ Properties }) => Properties);
    const logs = functions.map(({ LoggingConfig }) => JSON.stringify(LoggingConfig));

    expect(functions).toHaveLength(FUNCTION_COUNT);
    for (const properties of functions) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
    }
    expect(new Set(logs).size).toBe(functions.length);
  });
});
