import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makePicture } from '../../infra/picture.ts';
import { flowOf } from '../../infra/picture/flow.ts';

const DEFINITION = readFileSync(new URL('../../statemachines/recognition.asl.json', import.meta.url), 'utf8');

describe('The picture of the machine', () => {
  it('is the one the definition makes (node infra/picture.ts writes it anew)', async () => {
    const shown = readFileSync(new URL('../../docs/pictures/recognition.svg', import.meta.url), 'utf8');

    const made = await makePicture();

    expect(shown).toBe(made);
  });

  it('shows every state that a case passes on its way to a permit', async () => {
    const picture = await makePicture();

    for (const state of ['Submit', 'Check', 'AwaitAcceptance', 'AwaitReview', 'AwaitApproval', 'Issue'])
      expect(picture).toContain(`>${state}</text>`);
    for (const state of ['TellProvince', 'DeferProvince', 'Conclude', 'ConcludeUntold'])
      expect(picture).toContain(`>${state}</text>`);
  });
});

describe('The flow read from the definition', () => {
  it('leads from the acceptance to the review by accepting, and back by returning', async () => {
    const { ways } = await flowOf(DEFINITION);

    expect(ways).toContainEqual({
      from: 'AwaitAcceptance',
      to: 'AwaitReview',
      kind: 'act',
      acts: ['accept'],
    });
    expect(ways).toContainEqual({
      from: 'AwaitReview',
      to: 'AwaitAcceptance',
      kind: 'act',
      acts: ['return'],
    });
  });

  it('takes a reviewer’s reject to the approver, and an approver’s to the message', async () => {
    const { ways } = await flowOf(DEFINITION);

    expect(ways).toContainEqual({
      from: 'AwaitReview',
      to: 'AwaitApproval',
      kind: 'act',
      acts: ['endorse', 'reject'],
    });
    expect(ways.find(({ from, to }) => from === 'AwaitApproval' && to === 'Conclude')?.acts).toContain(
      'reject',
    );
  });

  it('comes back to each state that waits, when its time is up', async () => {
    const { waiting } = await flowOf(DEFINITION);

    expect(waiting.size).toBe(4);
    expect([...waiting].filter(([name, timer]) => timer !== name)).toEqual([]);
  });
});
