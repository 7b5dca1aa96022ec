export { optionNotes, type OptionNotes } from './option-notes.ts';
export { createNamed, define, namedConfigSchema, type NamedConfig, type Registry } from './registry.ts';
