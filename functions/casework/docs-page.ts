import * as z from 'zod';
import { say, type Language, type Wording } from '../domain/wording.ts';
import { markup, page, type Markup } from './html.ts';

const Fields = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});
/** One shape, or several of which any may be sent. */
const Shape = Fields.extend({ anyOf: z.array(Fields).optional() });
const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  parameters: z
    .array(z.looseObject({ in: z.string(), name: z.string(), required: z.boolean().optional() }))
    .optional(),
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
  query: { zh: '查询参数', en: 'Query' },
  body: { zh: '请求内容', en: 'Body' },
  or: { zh: '或者', en: 'or' },
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
  { operationId, summary, description, parameters = [], requestBody, responses }: z.infer<typeof Operation>,
  t: (name: keyof typeof TEXT) => string,
): Markup {
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const asked = query.map(({ name, required }) => optional(name, required)).join(', ');
  const schema = requestBody?.content['application/json']?.schema;
  const shapes = (schema?.anyOf ?? (schema ? [schema] : [])).map(fieldsOf).filter((fields) => fields !== '');
  return markup`<section id="${operationId}">
    <h2><code>${heading}</code></h2>
    <p>${summary}</p>
    <p class="hint">${description ?? t('anyone')}</p>
    ${asked === '' ? undefined : markup`<p>${t('query')}: <code>${asked}</code></p>`}
    ${shapes.length === 0 ? undefined : markup`<p>${t('body')}: <code>${shapes.join(` ${t('or')} `)}</code></p>`}
    <p class="hint">${t('answers')}: ${Object.keys(responses).join(', ')}</p>
  </section>`;
}

/** `version, form?`: a question mark behind what may be left out. */
function fieldsOf({ properties = {}, required = [] }: z.infer<typeof Fields>): string {
  return Object.keys(properties)
    .map((name) => optional(name, required.includes(name)))
    .join(', ');
}

function optional(name: string, required = false): string {
  return required ? name : `${name}?`;
}
