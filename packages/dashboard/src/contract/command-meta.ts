/** Name of the meta element in which the server tells its pages the name that calls the program. */
export const commandMeta = 'sweepdeck-command';

/** Name of the meta element with the store's folder. */
export const storeMeta = 'sweepdeck-store';
