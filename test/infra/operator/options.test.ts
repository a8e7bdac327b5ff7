import { describe, expect, it } from 'vitest';
import { StaffId } from '../../../functions/casework/views.ts';
import { ENTERED_BY } from '../../../infra/operator/first-operator.ts';
import { optionsOf } from '../../../infra/operator/options.ts';

const CALL = ['--county', 'suichang', '--staff-id', 'operator-1', '--name', '钟维一'];
const PLACE = ['--table', 'huren', '--lookup-key', 'alias/huren-lookup'];

describe('Where an operator’s command asks AWS', () => {
  it.each([['http://127.0.0.1:8787/_local/aws'], ['https://kms.example.cn']])('may be %s', (endpoint) => {
    const options = optionsOf([...CALL, ...PLACE, '--endpoint', endpoint]);

    expect(options).toMatchObject({ endpoint });
  });

  it.each([['http://kms.example.cn'], ['kms.example.cn'], ['ftp://127.0.0.1']])(
    'is not %s: an identity number would travel in the clear, or nowhere',
    (endpoint) => {
      const options = optionsOf([...CALL, ...PLACE, '--endpoint', endpoint]);

      expect(options).toEqual({
        wrong: [`--endpoint: “${endpoint}” is no address by https or on this machine.`],
      });
    },
  );
});

describe('The first operator', () => {
  it('is not the account of the smoke test', () => {
    const options = optionsOf([...PLACE, '--county', 'suichang', '--staff-id', 'smoke-1', '--name', '某']);

    expect(options).toEqual({
      wrong: ['--staff-id: “smoke-1” is the account of the smoke test, which is no officer.'],
    });
  });

  it('is entered by a name that no officer can have', () => {
    const asOfficer = StaffId.safeParse(ENTERED_BY);

    expect(asOfficer.success).toBe(false);
  });
});
