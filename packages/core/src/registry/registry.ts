import { z } from 'zod';

/**
 * Something that a configuration can name (a loss, an optimizer, ...): its documentation, its options and its
 * factory. `Context` is what the factory may depend on besides the options, such as the dataset's class counts.
 */
export interface Definition<Options, Made, Context = undefined> {
  /** Display name: "Cross-entropy". */
  readonly title: string;
  /** One sentence for the catalog and the reference. */
  readonly summary: string;
  /** Paper, documentation or specification. */
  readonly source: string;
  /** Options besides `name`, each with default, range and description. */
  readonly options: z.ZodObject;
  /** An option that implies the name: `{ layers: [...] }` for `{ name: layers, layers: [...] }`. */
  readonly impliedBy?: string;
  create(options: Options, context: Context): Made;
}

/** Returns the definition; makes the compiler check that its schema and its `create` agree on the options. */
export function define<Shape extends z.ZodRawShape, Made, Context = undefined>(definition: {
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly options: z.ZodObject<Shape, z.core.$strict>;
  readonly impliedBy?: string;
  create(options: z.output<z.ZodObject<Shape, z.core.$strict>>, context: Context): Made;
}): Definition<z.output<z.ZodObject<Shape, z.core.$strict>>, Made, Context> {
  return definition;
}

/** A configuration by name, `adam` or `{ name: adam, beta_1: 0.8 }`, normalized to the object form. */
export interface NamedConfig {
  readonly name: string;
  readonly [option: string]: unknown;
}

// Definitions differ in their options and context; a method's parameter is bivariant, so `never` accepts them all.
export type Registry<Made> = Readonly<Record<string, Definition<never, Made, never>>>;

/**
 * Makes the zod schema of `name` or `{ name, ...options }` for a registry. Its output is the object form with
 * defaults filled in.
 */
export function namedConfigSchema(registry: Registry<unknown>, what: string): z.ZodType<NamedConfig> {
  const [first, ...rest] = Object.entries(registry).map(([name, { options, summary }]) =>
    z.strictObject({ name: z.literal(name), ...options.shape }).describe(summary),
  );
  if (first === undefined) throw new Error(`the registry of ${what} is empty`);
  const byName = z.discriminatedUnion('name', [first, ...rest]);
  // The type of a union over a list of any length is not inferred; each schema in it has a name.
  return z.preprocess((value) => withName(registry, value), byName) as unknown as z.ZodType<NamedConfig>;
}

/** Turns a bare name into `{ name }`, and adds the name that an option implies. */
function withName(registry: Registry<unknown>, value: unknown): unknown {
  if (typeof value === 'string') return { name: value };
  if (typeof value !== 'object' || value === null || 'name' in value) return value;
  const implied = Object.entries(registry).find(
    ([, { impliedBy }]) => impliedBy !== undefined && Object.hasOwn(value, impliedBy),
  );
  return implied === undefined ? value : { name: implied[0], ...value };
}

/**
 * Creates what a normalized configuration names. The configuration must have passed `namedConfigSchema` of the same
 * registry.
 *
 * @param context what definitions of this registry may depend on besides their options
 */
export function createNamed<Made>(registry: Registry<Made>, config: NamedConfig, context?: unknown): Made {
  const definition = registry[config.name];
  if (definition === undefined) throw new Error(`no definition is named ${config.name}`);
  const { name: _, ...options } = config;
  return definition.create(options as never, context as never);
}
