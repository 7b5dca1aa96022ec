export { commands } from './command-list.ts';
export { exitCodes, type ExitCode } from './exit-codes.ts';
export { formatCliReference } from './reference.ts';
export {
  defaultDashboardHost,
  defaultDashboardPort,
  serveDashboard,
  type DashboardOptions,
  type RunningDashboard,
} from './start-dashboard.ts';
