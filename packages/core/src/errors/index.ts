export { clipText } from './clip-text.ts';
export { describeThrown } from './describe-thrown.ts';
export { SweepdeckError, type SweepdeckErrorInit } from './sweepdeck-error.ts';
export { deserializeError, serializeError, type SerializedError } from './serialize-error.ts';
export { nearestNames } from './nearest-names.ts';
export { nameCommands } from './name-commands.ts';
