import { createHash, randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { MAX_MATERIAL_BYTES } from '../../../functions/domain/material.ts';
import { ok, type Person } from '../../journeys/client.ts';
import type { GeneratedFile } from '../../journeys/files.ts';
import type { Draft } from '../../journeys/answers.ts';
import { formWith, type Scene } from '../least-privilege/scene.ts';

const MEBIBYTE = 1024 * 1024;
/** As far as the scanner unfolds one stream, and as many of them as it looks through. */
const STREAM_BYTES = 32 * MEBIBYTE;
const STREAMS = 4;

/** The largest files that are taken, and that unfold the furthest, examined online and at the counter. */
export async function largestFiles(scene: Scene): Promise<void> {
  const holder = await scene.signIn('permit-long-term');
  const online = await holder.draft(formWith('permit-long-term', 'EXISTING_PERMIT'));
  await examined(holder, `/applications/${online.id}`, online.version);
  const clerk = await scene.signIn('clerk-1');
  const form = formWith('elder-1', 'EXISTING_PERMIT');
  const entered = ok(await clerk.post<Draft>('/window/applications', { form }));
  await examined(clerk, `/cases/${entered.id}`, entered.version);
}

async function examined(person: Person, under: string, version: number): Promise<void> {
  const photo = await person.addFile(under, version, { ground: 'photo', box: 'APPLICANT' }, largestPicture());
  await person.addFile(under, photo.version, { ground: 'employment', box: 'LABOR_CONTRACT' }, deepestPaper());
}

/** A JPEG filled up with a comment that nothing shrinks. */
function largestPicture(): GeneratedFile {
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0xff, 0xff]);
  const tail = Buffer.from([0xff, 0xd9]);
  const body = randomBytes(MAX_MATERIAL_BYTES - head.length - tail.length);
  return declared(Buffer.concat([head, body, tail]), '相片.jpg', 'image/jpeg');
}

/** A PDF of streams that unfold as far as the scanner follows, filled up to the size. */
function deepestPaper(): GeneratedFile {
  const stream = Buffer.concat([
    Buffer.from('\nstream\n'),
    deflateSync(Buffer.alloc(STREAM_BYTES, 0x20)),
    Buffer.from('\nendstream\n'),
  ]);
  const head = Buffer.concat([Buffer.from('%PDF-1.4\n'), ...Array.from({ length: STREAMS }, () => stream)]);
  const tail = Buffer.from('\n%%EOF\n');
  const body = randomBytes(MAX_MATERIAL_BYTES - head.length - tail.length);
  return declared(Buffer.concat([head, body, tail]), '合同.pdf', 'application/pdf');
}

function declared(bytes: Buffer, fileName: string, contentType: string): GeneratedFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, declared: { fileName, contentType, sizeBytes: bytes.length, sha256 } };
}
