import { beforeEach, describe, expect, it } from 'vitest';
import { answerSecondLook } from '../../../functions/api/answer-second-look.ts';
import { listTasks } from '../../../functions/api/list-tasks.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { recordFacts } from '../../../functions/casework/record-facts.ts';
import { decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer } from '../../support/signed-in.ts';

let world: FakeWorld;
let id: string;
let supervisor: Caller;
beforeEach(async () => {
  world = new FakeWorld();
  supervisor = officer(world, 'pan', 'supervisor');
  ({ id } = await submitted(world));
  const refused = await decided(world, id, 'acceptance', 'refuse-to-accept', 'wang');
  await recordFacts(world, refused, { kind: 'applicant', id: 'chen' }, [{ type: 'second-look-asked' }]);
});

const answer = (outcome: 'upheld' | 'apply-again', words = '理由成立，请重新申请。', caller = supervisor) =>
  answerSecondLook.run(world, {
    path: { id },
    query: undefined,
    body: { outcome, answer: words },
    caller,
  });
const waiting = async () => {
  const query = { stage: 'second-look' } as const;
  const { body } = await listTasks.run(world, {
    path: undefined,
    query,
    body: undefined,
    caller: supervisor,
  });
  return body?.tasks.map((task) => task.id);
};

describe('a second look', () => {
  it('is on the supervisors’ list until one of them answers, and the words are kept for the person', async () => {
    const before = await waiting();

    const { body } = await answer('apply-again');

    expect(before).toEqual([id]);
    expect(body).toMatchObject({ status: 'not-accepted', secondLook: { outcome: 'apply-again' } });
    expect(await waiting()).toEqual([]);
    expect((await world.cases.findDetails(id))?.secondLookAnswer).toBe('理由成立，请重新申请。');
  });

  it('is answered once; the same answer again is no other', async () => {
    await answer('upheld');
    const before = await world.cases.events(id);

    const again = await answer('upheld');

    expect(again.status).toBe(200);
    expect(await world.cases.events(id)).toEqual(before);
    await expect(answer('apply-again')).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
  });

  it('is not answered by somebody whose opinion it is about, nor where nobody asked', async () => {
    const wang = officer(world, 'wang', 'acceptor', 'supervisor');

    await expect(answer('upheld', '维持', wang)).rejects.toMatchObject({ code: 'SAME_PERSON' });
    world.passMillis(5);
    ({ id } = await submitted(world));
    await expect(answer('upheld')).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
  });
});
