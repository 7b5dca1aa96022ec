import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  linux: ['xdg-open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a page in the user's browser if there is a screen. Failing is harmless: the address is printed as well. */
export function openBrowser(url: string, env: Readonly<Record<string, string | undefined>>): void {
  const opener = openers[process.platform];
  const isHeadless = process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
  if (opener === undefined || isHeadless || env['CI']) return;
  const [command, ...args] = opener;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
