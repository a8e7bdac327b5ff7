import { describe, expect, it } from 'vitest';
import { fromStored, ofEitherForm, toStored } from '../../../functions/adapters/dynamo-item.ts';

describe('An item', () => {
  it('has beside its value what conditions ask of a case record, and gives the value back', () => {
    const value = { id: 'c-1', sequence: 3, lastHash: 'ab', round: 1, position: 'in-review', version: 2 };

    const stored = toStored({ pk: 'CASE#c-1', sk: 'RECORD', value, queuePk: 'STAGE#review' });

    expect(stored).toEqual({
      pk: { S: 'CASE#c-1' },
      sk: { S: 'RECORD' },
      sequence: { N: '3' },
      lastHash: { S: 'ab' },
      queuePk: { S: 'STAGE#review' },
      value: { S: JSON.stringify(value) },
    });
    expect(fromStored(stored)).toMatchObject({ value, queuePk: 'STAGE#review' });
  });

  it.each([
    ['DRAFT', { version: { N: '2' } }],
    ['STAFF', { version: { N: '2' } }],
    ['PERMIT', { caseId: { S: 'c-1' } }],
    ['EVENT#000001', {}],
  ])('under %s has no more beside its value than is asked', (sk, lifted) => {
    const value = { version: 2, caseId: 'c-1', sequence: 3 };

    const stored = toStored({ pk: 'X', sk, value });

    expect(stored).toEqual({ pk: { S: 'X' }, sk: { S: sk }, ...lifted, value: { S: JSON.stringify(value) } });
  });

  it('without a value is kept as it is', () => {
    const stored = toStored({ pk: 'NUMBER#1', sk: 'CASE', caseId: 'c-1', absent: undefined });

    expect(stored).toEqual({ pk: { S: 'NUMBER#1' }, sk: { S: 'CASE' }, caseId: { S: 'c-1' } });
    expect(fromStored(stored)).toEqual({ pk: 'NUMBER#1', sk: 'CASE', caseId: 'c-1' });
  });
});

describe('A condition', () => {
  it.each([
    ['RECORD', '#value.#sequence = :n', '(#sequence = :n OR #value.#sequence = :n)'],
    [
      'RECORD',
      '#value.#sequence = :n AND #value.#lastHash IN (:h0, :h1)',
      '(#sequence = :n OR #value.#sequence = :n) AND (#lastHash IN (:h0, :h1) OR #value.#lastHash IN (:h0, :h1))',
    ],
    [
      'STAFF',
      'attribute_exists(#pk) AND attribute_not_exists(#value.#version)',
      'attribute_exists(#pk) AND (attribute_not_exists(#version) AND attribute_not_exists(#value.#version))',
    ],
    [
      'PERMIT',
      'attribute_not_exists(#pk) OR #value.#caseId = :c',
      'attribute_not_exists(#pk) OR (#caseId = :c OR #value.#caseId = :c)',
    ],
    ['REPLY', '#state = :claimed', '#state = :claimed'],
  ])('on %s asks items of either form: %s', (sk, text, either) => {
    expect(ofEitherForm(text, sk)).toBe(either);
  });

  it.each([
    ['a part that is not lifted', 'RECORD', '#value.#office = :office'],
    ['a part that other items lift', 'DRAFT', '#value.#sequence = :sequence'],
    ['a comparison that is not known', 'RECORD', '#value.#sequence < :sequence'],
  ])('is refused that asks for %s', (_what, sk, text) => {
    expect(() => ofEitherForm(text, sk)).toThrow(`Items ${sk} cannot be asked whether ${text}`);
  });
});
