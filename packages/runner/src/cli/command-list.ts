import type { Command } from './command/command.ts';
import { archiveCommand } from './archive/archive-command.ts';
import { catalogCommand } from './catalog/catalog-command.ts';
import { makeCompletionCommand } from './completion/completion-command.ts';
import { dashboardCommand } from './dashboard/dashboard-command.ts';
import { deleteCommand } from './delete/delete-command.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { engineCommand } from './engine/engine-command.ts';
import { gcCommand } from './gc/gc-command.ts';
import { exportCommand } from './export/export-command.ts';
import { lrFindCommand } from './lr-find/lr-find-command.ts';
import { leaderboardCommand } from './leaderboard/leaderboard-command.ts';
import { listCommand } from './list/list-command.ts';
import { queryCommand } from './query/query-command.ts';
import { showCommand } from './show/show-command.ts';
import { sweepCommand } from './sweep/sweep-command.ts';
import { validateCommand } from './validate/validate-command.ts';

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  sweepCommand,
  validateCommand,
  lrFindCommand,
  catalogCommand,
  listCommand,
  showCommand,
  leaderboardCommand,
  queryCommand,
  exportCommand,
  archiveCommand,
  deleteCommand,
  dashboardCommand,
  doctorCommand,
  gcCommand,
  engineCommand,
  makeCompletionCommand(() => commands),
];
