import { describe, expect, it } from 'vitest';
import { docsPage } from '../../../functions/casework/docs-page.ts';
import { ROUTES } from '../../../functions/manifest.ts';
import document from '../../../functions/api/openapi.json' with { type: 'json' };

describe('the page of the API', () => {
  it('has a section for every route, with one heading above them and a language', () => {
    const html = docsPage(document, 'en');

    for (const name of Object.keys(ROUTES)) expect(html).toContain(`<section id="${name}">`);
    expect(html.match(/<h1>/gu)).toHaveLength(1);
    expect(html).toContain('<html lang="en">');
  });

  it('names what a decision takes, a question mark behind what may be left out', () => {
    const html = docsPage(document, 'zh');

    expect(html).toContain('stage, outcome, comment, reasons?, overrides?, lateReason?, version');
  });

  it('names what a query takes, and each body where there are several', () => {
    const html = docsPage(document, 'en');

    expect(html).toContain('<p>Query: <code>stage?, office?</code></p>');
    expect(html).toContain('<p>Query: <code>from, to</code></p>');
    expect(html).toContain('<p>Body: <code>ticket or ticketId or staffToken</code></p>');
  });

  it('lists every status that an operation answers', () => {
    const html = docsPage(document, 'en');
    const [, section = ''] = html.split('<section id="record-decision">');

    expect(section).toContain('200, 400, 401, 403, 404, 409, 413, 422, 429, 5XX');
  });

  it('escapes what the document says', () => {
    const hostile = {
      paths: {
        '/x': { get: { operationId: 'x', summary: '<script>alert(1)</script>', responses: { 200: {} } } },
      },
    };

    expect(docsPage(hostile, 'zh')).not.toContain('<script>');
  });
});
