import { describe, expect, it } from 'vitest';
import type { FormDraft } from '../../functions/domain/form.ts';
import { normaliseForm } from '../../functions/domain/form-normalise.ts';
import { identityDefects, inForm, prefill } from '../../functions/domain/identity-check.ts';
import { CHEN, LIN } from '../support/builders.ts';

describe('a form that is begun', () => {
  it('holds what the sign-in has verified of the person', () => {
    expect(prefill({}, CHEN)).toEqual({
      citizenIdNumber: '330327199102140017',
      fullName: '陈晓宁',
      sex: '男',
      ethnicGroup: '01',
      mobilePhone: '13800000001',
    });
  });

  it('leaves out what the sign-in does not know', () => {
    const { mobilePhone: _unknown, ...person } = LIN;

    expect(Object.entries(prefill({}, person))).toEqual([
      ['citizenIdNumber', '330327198807060020'],
      ['fullName', '林玉珍'],
      ['sex', '女'],
    ]);
  });

  it('keeps what the person has written, also where it differs', () => {
    expect(prefill({ fullName: '陈小宁', frail: true }, CHEN)).toMatchObject({
      fullName: '陈小宁',
      frail: true,
    });
  });

  it('names who signed in as the agent, where one applies for another', () => {
    const form = { fullName: '陈小宝', agent: { relationship: 'guardian' } } as const;

    expect(prefill(form, CHEN)).toEqual({
      fullName: '陈小宝',
      agent: { name: '陈晓宁', citizenIdNumber: '330327199102140017', relationship: 'guardian' },
    });
    expect(prefill({ agent: { name: '陈小宁' } }, CHEN).agent?.name).toBe('陈小宁');
  });
});

describe('a form of somebody else than who signed in', () => {
  const number = { pointer: '/citizenIdNumber', code: 'NOT_THE_SIGNED_IN_PERSON' };
  const name = { pointer: '/fullName', code: 'NOT_THE_SIGNED_IN_PERSON' };
  const child = { fullName: '陈小宝', citizenIdNumber: '330327201805060018' };

  it.each<readonly [about: string, form: FormDraft, defects: readonly object[]]>([
    ['is not one that says nothing yet', {}, []],
    [
      'is not one with the own number and name',
      { citizenIdNumber: '330327199102140017', fullName: '陈晓宁' },
      [],
    ],
    ['is not one with blanks in the number', { citizenIdNumber: '330327 19910214 0017' }, []],
    ['has another number', { citizenIdNumber: '330327198807060020', fullName: '陈晓宁' }, [number]],
    ['has another name', { citizenIdNumber: '330327199102140017', fullName: '林玉珍' }, [name]],
    ['has both', { citizenIdNumber: '330327198807060020', fullName: '林玉珍' }, [number, name]],
    [
      'is not that of a child whose guardian signed in',
      { ...child, agent: { name: '陈晓宁', citizenIdNumber: '330327199102140017' } },
      [],
    ],
    [
      'has an agent with another number and name',
      { ...child, agent: { name: '林玉珍', citizenIdNumber: '330327198807060020' } },
      [
        { pointer: '/agent/citizenIdNumber', code: 'NOT_THE_SIGNED_IN_PERSON' },
        { pointer: '/agent/name', code: 'NOT_THE_SIGNED_IN_PERSON' },
      ],
    ],
  ])('%s', (_, form, defects) => {
    expect(identityDefects(form, CHEN)).toEqual(defects);
  });

  it('is told where in what was sent', () => {
    expect(inForm(identityDefects({ fullName: '林玉珍' }, CHEN))).toEqual([
      { pointer: '/form/fullName', code: 'NOT_THE_SIGNED_IN_PERSON' },
    ]);
  });
});

describe('a form as it is kept', () => {
  it('has numbers without blanks, names with one kind of dot, and the code of the ethnic group', () => {
    const form = {
      citizenIdNumber: ' 33032719910214001x ',
      fullName: '买买提•艾力',
      ethnicGroup: '维吾尔族',
      mobilePhone: '138 0000 0001',
      agent: { name: '古丽•艾力', citizenIdNumber: '33032719880706002x', mobilePhone: '138-0000-0002' },
      landlord: '李四',
    };

    expect(normaliseForm(form)).toEqual({
      citizenIdNumber: '33032719910214001X',
      fullName: '买买提·艾力',
      ethnicGroup: '05',
      mobilePhone: '13800000001',
      agent: { name: '古丽·艾力', citizenIdNumber: '33032719880706002X', mobilePhone: '13800000002' },
      landlord: '李四',
    });
  });

  it('keeps a wrong ethnic group as it was typed', () => {
    expect(normaliseForm({ ethnicGroup: '火星族' })).toEqual({ ethnicGroup: '火星族' });
  });

  it('gains no field that was not filled', () => {
    expect(Object.keys(normaliseForm({}))).toEqual([]);
    expect(Object.keys(normaliseForm({ agent: {} }).agent ?? {})).toEqual([]);
  });
});
