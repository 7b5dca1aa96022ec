export interface DashboardOptions {
  readonly storeDirectory: string;
  readonly host: string;
  /** 0 picks any free port. */
  readonly port: number;
  /** The name that printed commands use to call the program; `runner` when omitted. */
  readonly commandName?: string | undefined;
}

export interface RunningDashboard {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The function that `@sweepdeck/dashboard/server` exports.
 * @throws SweepdeckError `port-in-use`
 */
export type StartDashboard = (options: DashboardOptions) => Promise<RunningDashboard>;

export const defaultDashboardPort = 7780;
export const defaultDashboardHost = '127.0.0.1';

/**
 * Serves the dashboard of a store from this process. The dashboard package depends on this one, so it is loaded only
 * here.
 */
export async function serveDashboard(options: DashboardOptions): Promise<RunningDashboard> {
  // The compiler does not follow a specifier in a variable, and so sees no cycle between the packages.
  const specifier: string = '@sweepdeck/dashboard/server';
  const server = (await import(specifier)) as { readonly startDashboard: StartDashboard };
  return server.startDashboard(options);
}

/** Options that `dashboard` and `sweep --serve` share. */
export const dashboardOptionDefinitions = {
  port: {
    type: 'number',
    summary: 'Port of the dashboard; 0 picks any free port',
    default: defaultDashboardPort,
    placeholder: 'PORT',
    range: { from: 0, to: 65_535, isWhole: true, hint: 'Use --port 0 for any free port.' },
  },
  host: {
    type: 'string',
    summary: 'Address to listen on; 127.0.0.1 accepts connections from this machine only',
    default: defaultDashboardHost,
    placeholder: 'HOST',
  },
} as const;
