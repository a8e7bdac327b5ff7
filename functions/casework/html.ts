import type { Language } from '../domain/wording.ts';

/** Markup that is safe to show: made only by `markup`, which escapes whatever is put into it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[] | undefined;

/** A template whose values are escaped, but for markup and lists of markup; `undefined` leaves nothing. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const rest = texts.slice(1).map((text, index) => shown(parts[index]) + text);
  return new Markup([texts[0] ?? '', ...rest].join(''));
}

function shown(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(({ text }) => text).join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

// Contrast at least 7:1, controls at least 44 px, readable at any width and text size.
const STYLE = new Markup(
  'body{font:1.125rem/1.7 system-ui,"Noto Sans SC",sans-serif;color:#1b1b1b;background:#fff;max-width:40rem;margin:0 auto;padding:1rem}' +
    'label{display:block;margin-top:1rem;font-weight:600}' +
    'input,button{font:inherit;padding:.5rem .75rem;min-height:44px;max-width:100%;box-sizing:border-box;border:2px solid #1b1b1b;border-radius:4px}' +
    'button{display:block;margin-top:1.5rem;background:#0b4f8a;color:#fff;border-color:#0b4f8a}' +
    ':focus-visible{outline:3px solid #b35900;outline-offset:2px}' +
    '.problem{border-left:6px solid #a11;padding-left:1rem}.hint{color:#444}' +
    'dt{font-weight:600}dd{margin:0 0 .75rem}',
);

/** A whole page with one heading; works without script. */
export function page(language: Language, title: string, content: readonly Markup[]): string {
  const lang = language === 'zh' ? 'zh-CN' : 'en';
  return markup`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.text;
}
