import type { OptionDefinitions } from './command.ts';

/** Options that every command accepts. */
export const globalOptions = {
  store: {
    type: 'string',
    summary: 'Directory of the results (default: SWEEPDECK_HOME, else .sweepdeck here)',
    placeholder: 'DIR',
  },
  json: {
    type: 'boolean',
    summary: 'Print the result as JSON, errors as {"error":{code,message,hint}}',
    default: false,
  },
  color: {
    type: 'boolean',
    summary: 'Color the output, or not (--no-color); default: only on a terminal, unless NO_COLOR is set',
  },
} as const satisfies OptionDefinitions;
