import { describe, expect, it } from 'vitest';
import type { CaseDetails } from '../../functions/domain/application.ts';
import { makeManifest } from '../../functions/domain/dossier.ts';
import { CompleteForm } from '../../functions/domain/form.ts';
import { makePermit, type SignedPermit } from '../../functions/domain/permit.ts';
import { aForm, LIN } from '../support/builders.ts';
import { aSubmission } from '../support/case-changes.ts';

const source = {
  form: CompleteForm.parse({ ...aForm(), fullName: '陈晓宁', ethnicGroup: '01' }),
  photoSha256: 'a'.repeat(64),
  licenceId: '1.2.156.3005.2.X',
  issuer: '遂昌县公安局',
  townships: [
    { code: '331123002', name: '云峰街道' },
    { code: '331123001', name: '妙高街道' },
  ],
  issuedAt: '2026-03-04T16:00:00.000+08:00',
};

describe('the electronic permit', () => {
  it('shows the ten items of the law and the days of its endorsement', () => {
    expect(makePermit(source)).toStrictEqual({
      licenceId: '1.2.156.3005.2.X',
      fullName: '陈晓宁',
      sex: '1',
      ethnicGroup: '汉族',
      birthDate: '1991-02-14',
      citizenIdNumber: '330327199102140017',
      photoSha256: 'a'.repeat(64),
      registeredResidenceAddress: '浙江省温州市苍南县灵溪镇人民路1号',
      currentResidenceAddress: '妙高街道东街社区凯恩路8号301室',
      issuedBy: '遂昌县公安局',
      issuedOn: '2026-03-04',
      issuedAt: '2026-03-04T16:00:00.000+08:00',
      endorsementDueOn: '2027-03-04',
      endorsementFrom: '2027-02-04',
    });
  });

  it('of a woman, from a place that is not in the list, in an unknown township', () => {
    const form = CompleteForm.parse({ ...aForm(LIN), registeredResidenceDivision: '999999' });

    const permit = makePermit({ ...source, form, townships: [] });

    expect(permit.sex).toBe('2');
    expect(permit.registeredResidenceAddress).toBe('灵溪镇人民路1号');
    expect(permit.currentResidenceAddress).toBe('东街社区凯恩路8号301室');
  });

  it('names the permit it replaces, where there was one', () => {
    expect(makePermit({ ...source, replaces: '3303272024000123' }).replaces).toBe('3303272024000123');
  });
});

describe('the manifest of a file', () => {
  const { next, events, details } = aSubmission();
  const material = { id: 'm', ground: 'photo', box: 'APPLICANT', sha256: 'c'.repeat(64) };
  const withFiles: CaseDetails = {
    ...details,
    materials: (['confirmed', 'rejected', 'awaiting-upload'] as const).map((status) => ({
      ...material,
      fileName: '陈晓宁.jpg',
      contentType: 'image/jpeg',
      sizeBytes: 1,
      reasons: [],
      key: 'k',
      status,
    })),
  };
  const signed = { caseId: next.id, permit: makePermit(source), status: 'valid', jws: 'abc', keyId: 'key-1' };

  it('names the events, the confirmed papers without their names, the hash of the permit and the end of the accesses', () => {
    const accesses = { sequence: 2, hash: 'e'.repeat(64) };

    const manifest = makeManifest(next, events, withFiles, signed as SignedPermit, accesses);

    expect(manifest).toMatchObject({ schema: 'huren-dossier-1', retention: 'PERMANENT' });
    expect(manifest.events).toBe(events);
    expect(manifest.accesses).toEqual(accesses);
    expect(manifest.caseId).toBe(next.id);
    expect(manifest.applicationNumber).toBe(next.applicationNumber);
    expect(manifest.materials).toStrictEqual([material]);
    expect(manifest.permit).toStrictEqual({
      licenceId: '1.2.156.3005.2.X',
      jwsSha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      keyId: 'key-1',
    });
  });

  it('has no permit and no papers where there are none, and is kept for nobody when the case was invented', () => {
    const manifest = makeManifest({ ...next, synthetic: true }, events, undefined, undefined);

    expect(manifest.retention).toBe('NONE');
    expect(manifest.materials).toEqual([]);
    expect('permit' in manifest || 'accesses' in manifest).toBe(false);
  });
});
