export {
  createNamed,
  define,
  namedConfigSchema,
  type Definition,
  type NamedConfig,
  type Registry,
} from './registry.ts';
