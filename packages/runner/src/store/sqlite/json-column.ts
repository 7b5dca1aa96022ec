/** JSON columns hold numbers that are not finite with a tag: `{"$number":"NaN"}`. */
export { parseTagged as fromJsonColumn, stringifyTagged as toJsonColumn } from '../../records/non-finite-json.ts';
