export { createNamed, define, namedConfigSchema, type NamedConfig, type Registry } from './registry.ts';
