import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { MAX_MATERIAL_BYTES, type ContentType } from './material.ts';

/** Why an uploaded file is not taken. The words are in the problem catalogue under the same codes. */
export type RejectionCode =
  | 'MATERIAL_EMPTY'
  | 'MATERIAL_TOO_LARGE'
  | 'MATERIAL_SIZE_DIFFERS'
  | 'MATERIAL_HASH_DIFFERS'
  | 'MATERIAL_TYPE'
  | 'MATERIAL_TYPE_DIFFERS'
  | 'MATERIAL_TRUNCATED'
  | 'MATERIAL_ACTIVE_CONTENT'
  | 'MATERIAL_ENCRYPTED';

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_END = [0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];
const PDF_END = '%%EOF';
/** Readers accept trailing bytes after the end mark; more than this is something else appended. */
const PDF_TAIL_BYTES = 1024;
const ACTIVE_NAMES = new Set([
  'JavaScript',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'RichMedia',
  'SubmitForm',
  'ImportData',
]);
/** So short that compressed data hold them by chance: sought outside streams only. */
const SHORT_ACTIVE_NAMES = new Set(['JS', 'XFA']);
const ENCRYPTION_NAMES = new Set(['Encrypt']);

/** The type that the first bytes show; undefined for anything not allowed. */
export function sniffContentType(bytes: Uint8Array): ContentType | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, PNG_SIGNATURE)) return 'image/png';
  return startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d]) ? 'application/pdf' : undefined;
}

/**
 * Compares the bytes that arrived with what was declared. Malware is the scanner's question, not this one's.
 * PDF names hidden in compressed object streams are not seen here; the files are never executed, only shown.
 * @returns every reason for rejection; none means confirmed
 */
export function checkContent(
  bytes: Uint8Array,
  declared: { readonly contentType: string; readonly sizeBytes: number; readonly sha256: string },
): RejectionCode[] {
  if (bytes.length === 0) return ['MATERIAL_EMPTY'];
  const reasons: RejectionCode[] = [];
  if (bytes.length > MAX_MATERIAL_BYTES) reasons.push('MATERIAL_TOO_LARGE');
  if (bytes.length !== declared.sizeBytes) reasons.push('MATERIAL_SIZE_DIFFERS');
  if (bytesToHex(sha256(bytes)) !== declared.sha256.toLowerCase()) reasons.push('MATERIAL_HASH_DIFFERS');
  const type = sniffContentType(bytes);
  if (type === undefined) return [...reasons, 'MATERIAL_TYPE'];
  if (type !== declared.contentType) reasons.push('MATERIAL_TYPE_DIFFERS');
  if (!isWhole(type, bytes)) reasons.push('MATERIAL_TRUNCATED');
  if (type === 'application/pdf') reasons.push(...pdfReasons(bytes));
  return reasons;
}

function isWhole(type: ContentType, bytes: Uint8Array): boolean {
  if (type === 'image/png') return endsWith(bytes, PNG_END);
  if (type === 'image/jpeg') return endsWith(withoutPadding(bytes), [0xff, 0xd9]);
  return latin1(bytes.subarray(-PDF_TAIL_BYTES)).includes(PDF_END);
}

/** Cameras pad a JPEG with zeros to a block's end. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

function pdfReasons(bytes: Uint8Array): RejectionCode[] {
  const text = latin1(bytes);
  const active =
    holdsOneOf(namesIn(text), ACTIVE_NAMES) || holdsOneOf(namesIn(withoutStreams(text)), SHORT_ACTIVE_NAMES);
  const reasons: RejectionCode[] = active ? ['MATERIAL_ACTIVE_CONTENT'] : [];
  return holdsOneOf(namesIn(text), ENCRYPTION_NAMES) ? [...reasons, 'MATERIAL_ENCRYPTED'] : reasons;
}

/** Linear on purpose: a lazy pattern over a file made of opened streams would take hours. */
function withoutStreams(text: string): string {
  const opening = /stream\r?\n/gu;
  const kept: string[] = [];
  let from = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const end = text.indexOf('endstream', opening.lastIndex);
    if (end === -1) break;
    kept.push(text.slice(from, match.index));
    from = end + 'endstream'.length;
    opening.lastIndex = from;
  }
  return [...kept, text.slice(from)].join('');
}

/** Reads no further than the first name that is sought, and keeps none: a file may hold millions. */
export function holdsOneOf(names: Iterable<string>, sought: ReadonlySet<string>): boolean {
  for (const name of names) if (sought.has(name)) return true;
  return false;
}

/**
 * The names, one by one, each no longer than 40 characters, which is longer than any that is sought. PDF names may spell
 * any letter as #xx, which hides a name from a plain search.
 */
function* namesIn(text: string): Generator<string> {
  const written = /\/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){1,40})/gu;
  for (const [, name = ''] of text.matchAll(written)) yield name.includes('#') ? unescapeName(name) : name;
}

function unescapeName(name: string): string {
  return name.replaceAll(/#([0-9A-Fa-f]{2})/gu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

function endsWith(bytes: Uint8Array, tail: readonly number[]): boolean {
  const start = bytes.length - tail.length;
  return start >= 0 && tail.every((byte, index) => bytes[start + index] === byte);
}
