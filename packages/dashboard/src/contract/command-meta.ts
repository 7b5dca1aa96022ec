/** Name of the meta element by which the server tells its pages how the program is called where it runs. */
export const commandMeta = 'sweepdeck-command';

/** Name of the meta element that tells the folder of the store. */
export const storeMeta = 'sweepdeck-store';
