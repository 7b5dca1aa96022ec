import type { Command } from './command/command.ts';
import { archiveCommand } from './archive/archive-command.ts';
import { catalogCommand } from './catalog/catalog-command.ts';
import { makeCompletionCommand } from './completion/completion-command.ts';
import { dashboardCommand } from './dashboard/dashboard-command.ts';
import { deleteCommand } from './delete/delete-command.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { engineCommand } from './engine/engine-command.ts';
import { extendCommand } from './extend/extend-command.ts';
import { gcCommand } from './gc/gc-command.ts';
import { explainCommand } from './explain/explain-command.ts';
import { exportCommand } from './export/export-command.ts';
import { lrFindCommand } from './lr-find/lr-find-command.ts';
import { leaderboardCommand } from './leaderboard/leaderboard-command.ts';
import { listCommand } from './list/list-command.ts';
import { queryCommand } from './query/query-command.ts';
import { showCommand } from './show/show-command.ts';
import { pauseCommand } from './control/pause-command.ts';
import { resumeCommand } from './control/resume-command.ts';
import { retryCommand } from './control/retry-command.ts';
import { setCommand } from './control/set-command.ts';
import { stopCommand } from './control/stop-command.ts';
import { sweepCommand } from './sweep/sweep-command.ts';
import { verifyCommand } from './verify/verify-command.ts';
import { validateCommand } from './validate/validate-command.ts';

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  sweepCommand,
  extendCommand,
  validateCommand,
  lrFindCommand,
  catalogCommand,
  listCommand,
  showCommand,
  leaderboardCommand,
  explainCommand,
  verifyCommand,
  queryCommand,
  exportCommand,
  archiveCommand,
  deleteCommand,
  dashboardCommand,
  doctorCommand,
  stopCommand,
  pauseCommand,
  resumeCommand,
  retryCommand,
  setCommand,
  gcCommand,
  engineCommand,
  makeCompletionCommand(() => commands),
];
