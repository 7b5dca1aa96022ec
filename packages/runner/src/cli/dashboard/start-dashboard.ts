export interface DashboardOptions {
  readonly storeDirectory: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How the program is called here; left out: `runner`. */
  readonly commandName?: string | undefined;
}

export interface RunningDashboard {
  readonly url: string;
  close(): Promise<void>;
}

/** What `@sweepdeck/dashboard/server` exports. @throws SweepdeckError `port-in-use`. */
export type StartDashboard = (options: DashboardOptions) => Promise<RunningDashboard>;

export const defaultDashboardPort = 7780;
export const defaultDashboardHost = '127.0.0.1';

/** Serves the dashboard of a store from this process. The package is loaded only now: it depends on this one. */
export async function serveDashboard(options: DashboardOptions): Promise<RunningDashboard> {
  // A variable keeps the compiler from following a cycle between the packages.
  const specifier: string = '@sweepdeck/dashboard/server';
  const server = (await import(specifier)) as { readonly startDashboard: StartDashboard };
  return server.startDashboard(options);
}

/** The dashboard options that `dashboard` and `sweep --serve` share. */
export const dashboardOptionDefinitions = {
  port: {
    type: 'number',
    summary: 'Port of the dashboard; 0 takes any free one',
    default: defaultDashboardPort,
    placeholder: 'PORT',
    range: { from: 0, to: 65_535, isWhole: true, hint: 'Use --port 0 for any free port.' },
  },
  host: {
    type: 'string',
    summary: 'Address to listen on; 127.0.0.1 is reachable from this machine only',
    default: defaultDashboardHost,
    placeholder: 'HOST',
  },
} as const;
