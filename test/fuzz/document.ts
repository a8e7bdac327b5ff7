import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import document from '../../functions/api/openapi.json' with { type: 'json' };

/** A JSON schema, as far as the generator reads it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** One operation of the document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly roles: readonly string[];
  readonly parameters: readonly { in: string; name: string; required?: boolean; schema: Schema }[];
  readonly body: Schema | undefined;
  /** Status of every documented answer, `5XX` among them. */
  readonly responses: Readonly<Record<string, Response>>;
}

interface Described {
  readonly operationId: string;
  readonly description?: string;
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Operation['responses'];
}

const ajv = new Ajv2020({ strict: false, allErrors: false });
addFormats.default(ajv);
ajv.addSchema(document, 'document');
const validators = new Map<string, ValidateFunction>();

/** Every operation of the document, in its order. */
export const OPERATIONS: readonly Operation[] = Object.entries(
  document.paths as unknown as Record<string, Record<string, Described>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    id: described.operationId,
    method: method.toUpperCase(),
    path,
    roles: /^Roles: (.*)$/u.exec(described.description ?? '')?.[1]?.split(', ') ?? [],
    parameters: described.parameters ?? [],
    body: described.requestBody?.content['application/json']?.schema,
    responses: described.responses,
  })),
);

/** @throws RangeError when the document has no such operation */
export function operationOf(id: string): Operation {
  const found = OPERATIONS.find((operation) => operation.id === id);
  if (!found) throw new RangeError(`The document has no operation ${id}`);
  return found;
}

/** The documented content of an answer, by content type; undefined when its status is not listed. */
export function contentOf(
  { responses }: Operation,
  status: number,
): Readonly<Record<string, { readonly schema: Schema }>> | undefined {
  const listed = responses[String(status)];
  if (!listed) return undefined;
  return (listed.$ref ? (at(listed.$ref) as Response) : listed).content ?? {};
}

/** What is wrong with a value by its schema; undefined when nothing is. */
export function mismatch(schema: Schema, key: string, value: unknown): string | undefined {
  let validate = validators.get(key);
  if (!validate) {
    validate = ajv.compile(withAbsoluteRefs(schema));
    validators.set(key, validate);
  }
  if (validate(value)) return undefined;
  return ajv.errorsText(validate.errors, { dataVar: 'body' }).slice(0, 300);
}

function withAbsoluteRefs(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as Schema;
}

/** What a `$ref` of the document leads to. */
export function at(ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], document);
}
