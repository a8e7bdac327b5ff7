import type { WireResponse } from '../wire.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Id of the one who owns all buckets and objects here. */
export const OWNER_ID = 'local';

/** Text that may stand in an XML element. Control characters, which XML 1.0 cannot hold, become references. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[&<>"']/gu, (mark) => ESCAPES[mark] ?? mark)
    .replaceAll(/[\p{Cc}]/gu, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`);
}

/** `<name>text</name>`; nothing for undefined. */
export function tag(name: string, text: string | number | boolean | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** An answer with one XML root in S3's namespace. @param inner already XML */
export function xmlAnswer(root: string, inner: string, headers: Record<string, string> = {}): WireResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', ...headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${root}>`,
  };
}

/** Texts of all elements of that name, in order, unescaped. Enough for the few small documents that S3 takes. */
export function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'gu'))].map(
    ([, inner = '']) => inner,
  );
}

/** The text of an element's content. */
export function unescapeXml(text: string): string {
  const names = Object.fromEntries(Object.entries(ESCAPES).map(([mark, entity]) => [entity, mark]));
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|\w+);/giu, (entity, hex?: string, decimal?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal === undefined ? (names[entity] ?? entity) : String.fromCodePoint(Number(decimal));
  });
}
