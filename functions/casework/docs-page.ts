import * as z from 'zod';
import { say, type Language, type Wording } from '../domain/wording.ts';
import { markup, page, type Markup } from './html.ts';

const Shape = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});
const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: Shape.optional() })) })
    .optional(),
  responses: z.record(z.string(), z.unknown()),
});
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

const TEXT = {
  title: { zh: '互认转换接口一览', en: 'Huren 互认: the API' },
  intro: {
    zh: '本页由接口文档生成，完整内容（全部字段和约束）见 /openapi.json。',
    en: 'Made from the OpenAPI document; every field and limit is in /openapi.json.',
  },
  anyone: { zh: '无需登录', en: 'No sign-in' },
  body: { zh: '请求内容', en: 'Body' },
  answers: { zh: '答复', en: 'Answers' },
} as const satisfies Record<string, Wording>;

/** The API on one page, without script: each operation with who may call it, what it takes and what it answers. */
export function docsPage(document: unknown, language: Language): string {
  const t = (name: keyof typeof TEXT) => say(TEXT[name], language);
  const operations = Object.entries(Document.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      section(`${method.toUpperCase()} ${path}`, operation, t),
    ),
  );
  return page(language, t('title'), [
    markup`<p><a href="/openapi.json">${t('intro')}</a></p>`,
    ...operations,
  ]);
}

function section(
  heading: string,
  { operationId, summary, description, requestBody, responses }: z.infer<typeof Operation>,
  t: (name: keyof typeof TEXT) => string,
): Markup {
  const schema = requestBody?.content['application/json']?.schema;
  const fields = fieldsOf(schema);
  const answers = Object.keys(responses).filter((status) => status !== 'default');
  return markup`<section id="${operationId}">
    <h2><code>${heading}</code></h2>
    <p>${summary}</p>
    <p class="hint">${description ?? t('anyone')}</p>
    ${fields === '' ? undefined : markup`<p>${t('body')}: <code>${fields}</code></p>`}
    <p class="hint">${t('answers')}: ${answers.join(', ')}</p>
  </section>`;
}

/** `version, form?`: a question mark behind what may be left out. */
function fieldsOf(schema: z.infer<typeof Shape> | undefined): string {
  const required = new Set(schema?.required);
  const names = Object.keys(schema?.properties ?? {});
  return names.map((name) => (required.has(name) ? name : `${name}?`)).join(', ');
}
