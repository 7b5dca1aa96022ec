/** JSON columns hold non-finite numbers as tags: `{"$number":"NaN"}`. */
export { parseTagged as fromJsonColumn, stringifyTagged as toJsonColumn } from '../../records/non-finite-json.ts';
