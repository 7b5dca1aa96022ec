export { jsonValueSchema as jsonValue, type JsonValue } from '@sweepdeck/runner/records';
