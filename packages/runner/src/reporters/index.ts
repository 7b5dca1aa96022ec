export { formatDuration } from './format-duration.ts';
export { createJsonReporter } from './json.ts';
export { createLiveReporter } from './live.ts';
export { createPlainReporter } from './plain.ts';
export type { ReporterTerminal } from './reporter-terminal.ts';
