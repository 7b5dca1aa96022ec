// usage: node scripts/ci/check-while-compiling.mjs: sets up a clean clone and runs `pnpm check`, whose exit code it takes.
// Node.js 20 compiles SQLite on one core for two minutes. Neither the build nor a check needs it; they take the other core.
import { build } from '../build.mjs';
import { runCommand } from '../process/run-command.mjs';
import { runMain } from '../process/step.mjs';
import { installDependencies } from '../setup.mjs';
import { pinnedPnpm } from '../setup/pnpm.mjs';
import { root } from '../setup/root.mjs';
import { buildSqliteAddon } from '../setup/sqlite-addon.mjs';

async function buildAndCheck() {
  await build();
  return (await runCommand('npx', ['--yes', pinnedPnpm(), 'check'], { cwd: root, isShown: true })).code;
}

await runMain(async () => {
  await installDependencies();
  const [code] = await Promise.all([buildAndCheck(), buildSqliteAddon()]);
  return code;
});
