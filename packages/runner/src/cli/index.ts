export { commands } from './command-list.ts';
export { exitCodes, type ExitCode } from './command/exit-codes.ts';
export { formatCliReference } from './reference.ts';
export {
  defaultDashboardHost,
  defaultDashboardPort,
  serveDashboard,
  type DashboardOptions,
  type RunningDashboard,
} from './dashboard/start-dashboard.ts';
