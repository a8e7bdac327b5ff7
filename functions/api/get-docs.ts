import * as z from 'zod';
import { docsPage } from '../casework/docs-page.ts';
import { endpoint } from '../runtime/endpoint.ts';
import document from './openapi.json' with { type: 'json' };

/** GET /docs. The API on one page that works without script, made from the document that the schemas make. */
export const getDocs = endpoint({
  route: 'get-docs',
  summary: 'This page',
  success: { status: 200, body: z.null() },
  pages: {
    success: (_nothing, language) => docsPage(document, language),
    problem: (_problem, language) => docsPage(document, language),
  },
  async run() {
    return { status: 200, body: null };
  },
});
