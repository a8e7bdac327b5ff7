import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../functions/domain/problems.ts';
import { problemOf } from '../../functions/runtime/problem.ts';
import { checkDecision, type Decision } from '../../functions/domain/decision.ts';
import { findingOf } from '../../functions/domain/finding.ts';
import { notAllowedNow } from '../../functions/domain/tracking.ts';
import { FakeWorld } from '../support/fake-world.ts';
import { submitted } from '../support/builders.ts';

/** Words of Latin letters that people who do not program know from elsewhere. */
const KNOWN = new Set(['JPEG', 'PNG', 'PDF', 'JSON', 'X', 'GB', 'T', 'YYYY', 'MM', 'DD']);
/** What is filled in: Chinese words, numbers, or names that the reader has given or holds. */
const FILLED = /\{(?:\w+Zh|year|length|max|maxMiB|minutes|count|limit|name|names|drafts)\}/gu;

describe('what a person is told in Chinese', () => {
  it.each(Object.entries(PROBLEMS))('holds no code and no English: %s', (_code, { zh }) => {
    const words = zh.replaceAll(FILLED, '').match(/\{\w+\}|[A-Za-z_]+/gu) ?? [];

    expect(words.filter((word) => !KNOWN.has(word))).toEqual([]);
  });

  it('names a failed finding and the reason that answers it in words', async () => {
    const record = await submitted(new FakeWorld());
    const failed = findingOf('ground-proved', { result: 'not-met', facts: {}, source: 'applicant-claim' });
    const decision: Decision = {
      stage: 'acceptance',
      outcome: 'refuse-to-accept',
      comment: '不符合',
      reasons: [],
      overrides: [],
      version: 1,
    };
    const told = (language: 'zh' | 'en') => {
      try {
        checkDecision(record, [failed], decision, '2026-03-02T10:00:00.000+08:00');
        return [];
      } catch (error) {
        return problemOf(error, language).errors.map(({ message }) => message);
      }
    };

    expect(told('zh')).toEqual([
      '核查未通过：就业、住所、就读三项中还没有一项得到证明，有一项即可。请列明对应的理由（未能证明符合合法稳定就业、合法稳定住所、连续就读条件之一，请提交其中一项的证明材料），或者说明不采用的原因。',
    ]);
    expect(told('en')[0]).toContain('NO_GROUND_PROVED');
  });

  it('says where a case stands that does not admit the act', async () => {
    const record = await submitted(new FakeWorld());

    const { status, code, errors } = problemOf(notAllowedNow(record), 'zh');

    expect({ status, code }).toEqual({ status: 409, code: 'ACTION_NOT_ALLOWED' });
    expect(errors).toEqual([
      {
        pointer: '',
        code: 'CASE_STATE',
        message: '目前的状态：已收到您的申请，正在核对材料，等待受理。',
      },
    ]);
  });
});
