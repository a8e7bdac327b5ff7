import { describe, expect, it } from 'vitest';
import { accessAnchors, accessorOf, chainAccess, isIntact } from '../../functions/domain/access.ts';
import { chainEvent } from '../../functions/domain/case-event.ts';
import { maskFileName, maskForm } from '../../functions/domain/masking.ts';
import { noticeOf } from '../../functions/domain/notice.ts';
import type { Opinion } from '../../functions/domain/application.ts';
import { phoneOf, samePreferences } from '../../functions/domain/message-preferences.ts';
import { isSameNote } from '../../functions/domain/office-note.ts';
import { notAllowedNow } from '../../functions/domain/tracking.ts';
import { say } from '../../functions/domain/wording.ts';
import { aSubmission } from '../support/case-changes.ts';

const T = '2026-03-02T10:00:00.000+08:00';
const fresh = aSubmission().next;

describe('what is said', () => {
  it('has its placeholders filled, and those without a value left', () => {
    const wording = { zh: '最多{max}份，{other}', en: 'At most {max}, {other}' };

    expect(say(wording, 'zh', { max: 5 })).toBe('最多5份，{other}');
    expect(say(wording, 'en', { max: 0, other: 'x' })).toBe('At most 0, x');
  });

  it('keeps what an officer wrote in braces, whatever every object has by that name', () => {
    const words = '见{constructor}和{toString}';

    expect(say({ zh: words, en: words }, 'zh')).toBe(words);
  });

  it('of what is not possible now, names where the case stands', () => {
    const error = notAllowedNow(fresh);

    expect(error.code).toBe('ACTION_NOT_ALLOWED');
    expect(error.defects).toEqual([
      {
        pointer: '',
        code: 'CASE_STATE',
        params: {
          stateZh: '已收到您的申请，正在核对材料，等待受理。',
          stateEn: 'We have your application and are looking through it; acceptance comes next.',
        },
      },
    ]);
  });

  it('in a notice is every reason with its article and the officer’s own words', () => {
    const reasons = [{ code: 'NOT_FLOATING_POPULATION' }, { code: 'OTHER', note: '另行说明' }] as const;
    const opinion = { at: T, reasons } as unknown as Opinion;

    expect(noticeOf({ ...fresh, position: 'refused' }, [opinion], '遂昌县')).toMatchObject({
      outcome: 'refused',
      decidedAt: T,
      reasons: [
        {
          code: 'NOT_FLOATING_POPULATION',
          article: '《浙江省流动人口居住登记条例》第二条第二款',
          note: null,
        },
        { code: 'OTHER', note: '另行说明' },
      ],
    });
    expect(noticeOf({ ...fresh, position: 'not-accepted' }, [opinion], '遂昌县')?.outcome).toBe(
      'not-accepted',
    );
    expect(noticeOf({ ...fresh, position: 'issued' }, [opinion], '遂昌县')).toBeUndefined();
    expect(noticeOf({ ...fresh, position: 'refused' }, [], '遂昌县')).toBeUndefined();
  });
});

describe('what is the same', () => {
  const note = { about: 'overdue', words: '停电', officer: 'li', at: T } as const;

  it('as the last note on this, in words and officer, is sent again', () => {
    const later = { ...note, about: 'reassignment', words: '休假' } as const;

    expect(isSameNote([note, later], note)).toBe(true);
    expect(isSameNote([note], { ...note, words: '休假' })).toBe(false);
    expect(isSameNote([note], { ...note, officer: 'zhao' })).toBe(false);
    expect(isSameNote([later], note)).toBe(false);
    expect(isSameNote(undefined, note)).toBe(false);
  });

  it('of message settings is the number and what is switched off', () => {
    expect(samePreferences(undefined, { off: [] })).toBe(true);
    expect(samePreferences({ off: [] }, undefined)).toBe(true);
    expect(samePreferences({ off: ['received'] }, undefined)).toBe(false);
    expect(samePreferences({ off: [], phone: '1' }, undefined)).toBe(false);
    expect(samePreferences({ off: [], phone: '1' }, { off: [], phone: '1' })).toBe(true);
  });
});

it('an empty number is no number to be told at', () => {
  expect(phoneOf({ off: [], phone: '' }, { mobilePhone: '', agent: { mobilePhone: '13800000002' } })).toBe(
    '13800000002',
  );
});

describe('what is not shown', () => {
  it('of a form is the address of each registration, and all of a short permit number', () => {
    const masked = maskForm({
      residenceRegistrations: [{ divisionCode: '331123', registeredOn: '2025-07-01', address: '妙高街道' }],
      existingPermit: { permitNumber: '1234' },
      agent: {},
    });

    expect(masked.residenceRegistrations).toEqual([
      { divisionCode: '331123', registeredOn: '2025-07-01', address: '***' },
    ]);
    expect(masked.existingPermit?.permitNumber).toBe('***');
    expect(maskForm({ existingPermit: {} }).existingPermit?.permitNumber).toBe('***');
    expect(maskForm({ existingPermit: { permitNumber: '12345' } }).existingPermit?.permitNumber).toBe(
      '*2345',
    );
    expect(Object.keys(masked.agent ?? {})).toEqual([]);
    expect(Object.keys(maskForm({}))).toEqual([]);
  });

  it('of a file is all of its name but the ending', () => {
    expect(['陈晓宁.jpg', '陈晓宁', '.jpg'].map(maskFileName)).toEqual(['***.jpg', '***', '***.jpg']);
  });
});

describe('the chain of accesses', () => {
  const who = { id: 'li', roles: ['reviewer'], office: 'center' } as const;
  const first = chainAccess('case-1', undefined, { at: T, who, what: 'case-file' });
  const second = chainAccess('case-1', first, {
    at: T,
    who,
    what: 'material',
    materialId: 'm',
    purpose: 'opinion',
  });

  it('numbers what was opened, and says no more than it knows', () => {
    expect([first.sequence, second.sequence]).toEqual([1, 2]);
    expect('materialId' in first || 'purpose' in first).toBe(false);
    expect(second).toMatchObject({ materialId: 'm', purpose: 'opinion', previousHash: first.hash });
  });

  it('is whole only with every link that fits, and every link that an anchor names', () => {
    expect(isIntact([first, second], [first, second])).toBe(true);
    expect(isIntact([first, second], [first])).toBe(true);
    expect(isIntact([first], [])).toBe(true);
    expect(isIntact([], [])).toBe(true);
    expect(isIntact([first], [first, second])).toBe(false);
    expect(isIntact([], [first])).toBe(false);
    expect(isIntact([second], [])).toBe(false);
    expect(isIntact([{ ...first, sequence: 7 }], [])).toBe(false);
    expect(isIntact([{ ...first, who: { ...who, id: 'wang' } }], [])).toBe(false);
    expect(isIntact([first, second], [{ sequence: 2, hash: first.hash }])).toBe(false);
  });

  it('is anchored in the opinions and the kept file, as long as the events themselves fit', () => {
    const at = { at: T, actor: { kind: 'staff', id: 'li' } } as const;
    const claimed = chainEvent('case-1', undefined, { ...at, fact: { type: 'claimed', stage: 'review' } });
    const opinion = {
      type: 'decided',
      stage: 'review',
      outcome: 'endorse',
      reasons: [],
      overrides: [],
    } as const;
    const accesses = { sequence: first.sequence, hash: first.hash };
    const decided = chainEvent('case-1', claimed, { ...at, fact: { ...opinion, accesses } });
    const kept = { type: 'archived', manifestKey: 'k', manifestHash: 'h', accesses: second } as const;
    const archived = chainEvent('case-1', decided, { ...at, fact: kept });
    const record = { sequence: 2, lastHash: decided.hash };

    expect(accessAnchors(record, [claimed, decided])).toEqual([accesses]);
    expect(accessAnchors(record, [claimed, decided, archived])).toEqual([accesses, second]);
    expect(accessAnchors({ sequence: 3, lastHash: archived.hash }, [claimed, decided])).toBeUndefined();
    expect(accessAnchors(record, [claimed, { ...decided, fact: opinion }])).toBeUndefined();
  });

  it('names the office as the county does, or by its id', () => {
    const li = { id: 'li', displayName: 'li', roles: ['reviewer'], office: 'center', active: true } as const;
    const offices = [
      { id: 'dazhe', name: '大柘派出所' },
      { id: 'center', name: '审批中心' },
    ];

    expect(accessorOf(li, offices).office).toBe('审批中心');
    expect(accessorOf(li, []).office).toBe('center');
  });
});
