import { z } from 'zod';
import { apiErrorSchema } from './api-error.ts';
import { liveMessageSchema } from './live-message.ts';
import type { Route } from './route.ts';
import { metricNames } from './metric.ts';
import { livePath } from './live-path.ts';
import { routes } from './routes.ts';

/** The parts of a JSON Schema from zod that the reference reads. */
interface Schema {
  /** A list for nullable types. */
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly description?: string;
}

/** Renders the HTTP API as Markdown from the contract. */
export function buildApiReference(): string {
  return [
    '# HTTP API of the dashboard',
    'Generated from `packages/dashboard/src/contract`. All requests are GET and change nothing. Numbers that are not finite',
    'are sent as the strings `"NaN"`, `"Infinity"` and `"-Infinity"`. Times are milliseconds since the Unix epoch.',
    'A `MetricName` is one of the [metrics](catalog.md#metrics), such as `"validation.accuracy"`; those of images exist for',
    '`train`, `validation` and `test`.',
    '',
    ...Object.values(routes).flatMap(describeRoute),
    `## GET ${livePath}`,
    '',
    'Server-sent events. Each message says only that something changed; a comment every 15 seconds keeps the stream open.',
    '',
    code(liveMessageSchema),
    '## Errors',
    '',
    'Every response with a status of 400 or more:',
    '',
    code(apiErrorSchema),
  ]
    .join('\n')
    .replace('dashboard\nGenerated', 'dashboard\n\nGenerated');
}

function describeRoute({ path, summary, params, query, response }: Route): string[] {
  return [
    `## GET ${path}`,
    '',
    summary,
    '',
    ...describeInputs('Path', params),
    ...describeInputs('Query', query),
    'Response:',
    '',
    code(response),
  ];
}

function describeInputs(title: string, schema: z.ZodObject): string[] {
  const fields = Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).map(([name, field]) => {
    const text = z.globalRegistry.get(field)?.description;
    return `- \`${name}\`${field.safeParse(undefined).success ? ' (optional)' : ''}${text === undefined ? '' : `: ${text}`}`;
  });
  return fields.length === 0 ? [] : [`${title}:`, '', ...fields, ''];
}

function code(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema;
  return ['```ts', typeText(json, ''), '```', ''].join('\n');
}

/** Renders a schema in TypeScript's notation, with descriptions as comments. */
function typeText(schema: Schema, indent: string): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (isMetricNames(schema.enum)) return 'MetricName';
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return options.map((option) => typeText(option, indent)).join(' | ');
  if (schema.type === 'array') {
    const item = typeText(schema.items ?? {}, indent);
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
  }
  if (schema.properties !== undefined) return objectText(schema.properties, new Set(schema.required), indent);
  if (schema.type === 'object') {
    const { additionalProperties } = schema;
    return `Record<string, ${typeof additionalProperties === 'object' ? typeText(additionalProperties, indent) : 'JSON'}>`;
  }
  if (schema.type === undefined) return 'JSON';
  return typeof schema.type === 'string' ? schema.type : schema.type.join(' | ');
}

/** Recognizes the list of all metrics, which would otherwise be repeated at each place. */
const isMetricNames = (names: readonly unknown[] | undefined): boolean =>
  names?.length === metricNames.length && metricNames.every((name) => names.includes(name));

function objectText(
  properties: Readonly<Record<string, Schema>>,
  required: ReadonlySet<string>,
  indent: string,
): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, field]) => {
    const comment = field.description === undefined ? '' : ` // ${field.description}`;
    return `${inner}${name}${required.has(name) ? '' : '?'}: ${typeText(field, inner)};${comment}`;
  });
  return ['{', ...lines, `${indent}}`].join('\n');
}
