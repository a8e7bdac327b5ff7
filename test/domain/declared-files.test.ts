import { describe, expect, it } from 'vitest';
import { MaterialDeclaration, MaterialStatus } from '../../functions/domain/material.ts';
import { checkContent } from '../../functions/domain/material-content.ts';
import { isOff, preferencesAfter } from '../../functions/domain/message-preferences.ts';
import { Notice } from '../../functions/domain/notice.ts';
import { CLOCK } from '../support/builders.ts';

describe('a declared file', () => {
  const declared = {
    ground: 'declaration',
    box: 'SIGNED_FORM',
    fileName: ' a.pdf ',
    contentType: 'application/pdf',
    sizeBytes: 1,
    sha256: 'a'.repeat(64),
  };

  it('is taken as declared, with a name without blanks around it', () => {
    expect(MaterialDeclaration.parse(declared)).toEqual({ ...declared, fileName: 'a.pdf' });
    expect(MaterialDeclaration.safeParse({ ...declared, ground: 'existing-permit' }).success).toBe(true);
  });

  it.each([
    { sha256: `x${declared.sha256}` },
    { sha256: `${declared.sha256}x` },
    { sha256: 'a' },
    { fileName: ' ' },
    { fileName: 'a'.repeat(201) },
    { box: 'B'.repeat(61) },
    { contentType: 'c'.repeat(101) },
    { ground: 'moon' },
    { more: 1 },
  ])('is not taken with %j', (change) => {
    expect(MaterialDeclaration.safeParse({ ...declared, ...change }).success).toBe(false);
  });

  it('waits, is confirmed or is rejected', () => {
    const taken = ['awaiting-upload', 'confirmed', 'rejected', ''].map(
      (one) => MaterialStatus.safeParse(one).success,
    );

    expect(taken).toEqual([true, true, true, false]);
  });

  it.each([
    'JavaScript',
    'Launch',
    'EmbeddedFile',
    'EmbeddedFiles',
    'RichMedia',
    'SubmitForm',
    'ImportData',
    'JS',
    'XFA',
  ])('is active content with /%s', (name) => {
    const bytes = Buffer.from(`%PDF-1.7\n<< /${name} >>\n%%EOF\n`, 'latin1');

    expect(
      checkContent(bytes, { contentType: 'application/pdf', sizeBytes: bytes.length, sha256: '' }),
    ).toContain('MATERIAL_ACTIVE_CONTENT');
  });
});

describe('the messages that may be switched off', () => {
  it('are the first two, and no others', () => {
    expect(preferencesAfter(undefined, { received: false, accepted: false })).toEqual({
      off: ['received', 'accepted'],
    });
    expect(isOff({ off: ['received'] }, 'accepted')).toBe(false);
    expect(() => preferencesAfter(undefined, { issued: false })).toThrow('MESSAGES_REFUSED');
  });
});

it('a notice holds its outcome, its reasons and the remedies, and nothing else', () => {
  const words = { zh: '一', en: 'one' };
  const notice = {
    outcome: 'refused',
    decidedAt: CLOCK.acceptedAt,
    reasons: [{ code: 'OTHER', ...words, article: '第七条', note: null }],
    remedies: words,
  };

  expect(Notice.parse(notice)).toEqual(notice);
  expect(Notice.safeParse({ ...notice, outcome: 'not-accepted' }).success).toBe(true);
  expect(Notice.safeParse({ ...notice, outcome: 'issued' }).success).toBe(false);
  expect(Notice.safeParse({ ...notice, remedies: {} }).success).toBe(false);
  expect(Notice.safeParse({ ...notice, reasons: [{}] }).success).toBe(false);
});
