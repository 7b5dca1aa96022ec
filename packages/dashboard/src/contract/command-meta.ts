/** Name of the meta element by which the server tells its pages how the program is called where it runs. */
export const commandMeta = 'sweepdeck-command';
