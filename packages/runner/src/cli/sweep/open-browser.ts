import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  linux: ['xdg-open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a page in the user's browser where there is a screen; where it cannot, nothing happens: the address is printed. */
export function openBrowser(url: string, env: Readonly<Record<string, string | undefined>>): void {
  const opener = openers[process.platform];
  const isHeadless = process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
  if (opener === undefined || isHeadless || env['CI']) return;
  const [command, ...args] = opener;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
