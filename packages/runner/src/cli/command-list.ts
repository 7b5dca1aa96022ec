import type { Command } from './command.ts';
import { catalogCommand } from './commands/catalog.ts';
import { dashboardCommand } from './commands/dashboard.ts';
import { doctorCommand } from './commands/doctor.ts';
import { engineCommand } from './commands/engine.ts';
import { exportCommand } from './commands/export.ts';
import { lrFindCommand } from './commands/lr-find.ts';
import { leaderboardCommand } from './commands/leaderboard.ts';
import { listCommand } from './commands/list.ts';
import { showCommand } from './commands/show.ts';
import { sweepCommand } from './commands/sweep.ts';
import { validateCommand } from './commands/validate.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  sweepCommand,
  validateCommand,
  lrFindCommand,
  catalogCommand,
  listCommand,
  showCommand,
  leaderboardCommand,
  exportCommand,
  dashboardCommand,
  doctorCommand,
  engineCommand,
];
