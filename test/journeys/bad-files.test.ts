import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Application, Problem, Upload } from './answers.ts';
import { ok, Person, uploadTo } from './client.ts';
import { declare, pdfFile } from './files.ts';
import { FORM_OF_PERMIT_1 } from './forms.ts';
import { defectsOf, problemHead } from './problems.ts';
import { filledDraft } from './stories.ts';

let product: JourneyProduct;
let holder: Person;
let draft: { id: string; version: number };
beforeAll(async () => {
  product = await startForJourney();
  holder = await Person.signIn(product.origin, 'permit-1');
  draft = await filledDraft(holder, FORM_OF_PERMIT_1);
});
afterAll(() => product.stop());

describe('a file that is not what was said of it', () => {
  const announce = (declared: object) =>
    holder.post<Upload>(`/applications/${draft.id}/materials`, {
      version: draft.version,
      ground: 'identity',
      box: 'APPLICANT',
      ...declared,
    });

  it('is told every defect of its announcement at once', async () => {
    const { declared } = pdfFile();
    const before = await holder.get<Application>(`/applications/${draft.id}`);

    const answer = await holder.post<Problem>(`/applications/${draft.id}/materials`, {
      ...declared,
      version: draft.version,
      ground: 'photo',
      box: 'NOPE',
      fileName: 'a/b.exe',
      contentType: 'text/html',
      sizeBytes: 10 * 1024 * 1024 + 1,
    });

    expect(problemHead(answer)).toMatchObject({ status: 422, code: 'MATERIAL_REFUSED' });
    expect(defectsOf(answer)).toEqual([
      '/box MATERIAL_SLOT',
      '/contentType MATERIAL_TYPE',
      '/sizeBytes MATERIAL_TOO_LARGE',
      '/fileName MATERIAL_NAME',
    ]);
    expect(await holder.get<Application>(`/applications/${draft.id}`)).toEqual(before);
  });

  it('is turned away by the upload form when it has other bytes, more bytes, or another place', async () => {
    const file = pdfFile();
    const { upload, version } = ok(await announce(file.declared));
    draft = { id: draft.id, version };
    const larger = Buffer.concat([file.bytes, Buffer.alloc(1)]);

    const statuses = [
      await uploadTo(upload, { ...file, bytes: larger }),
      await uploadTo(upload, { ...file, bytes: pdfFile().bytes }),
      await uploadTo({ ...upload, fields: { ...upload.fields, key: 'quarantine/elsewhere' } }, file),
      await uploadTo(upload, file),
    ];

    expect(statuses.slice(0, 3).every((status) => status >= 400 && status < 500)).toBe(true);
    expect(statuses.at(-1)).toBeLessThan(300);
  });

  it('is rejected with every reason when its content is another than declared', async () => {
    const script = pdfFile()
      .bytes.toString('latin1')
      .replace('/Catalog', '/Catalog /OpenAction << /JavaScript (x) >>');
    const lying = declare(Buffer.from(script.replace('%%EOF', '')), '照片.png', 'image/png');
    const { materialId, upload, version } = ok(await announce(lying.declared));
    draft = { id: draft.id, version };
    const path = `/applications/${draft.id}/materials/${materialId}/confirmation`;
    const early = await holder.post<{ status: string }>(path, {});
    await uploadTo(upload, lying);

    const verdict = await holder.post<{ status: string; reasons: string[]; version: number }>(path, {});

    draft = { id: draft.id, version: verdict.body.version };
    expect(early.body.status).toBe('awaiting-upload');
    expect(verdict.body.status).toBe('rejected');
    expect(verdict.body.reasons.toSorted()).toEqual(
      ['MATERIAL_ACTIVE_CONTENT', 'MATERIAL_TRUNCATED', 'MATERIAL_TYPE_DIFFERS'].toSorted(),
    );
  });
});
