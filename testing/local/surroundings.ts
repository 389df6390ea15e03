/** Everything around the system, which `npm run dev` provides. */
export interface Surroundings {
  /** Folder for the data of this run. It is removed at the end. */
  readonly folder: string;
  /** Further environment variables of the functions. */
  readonly variables: Readonly<Record<string, string>>;
  /** Ports of the API to try in order; 0 is any free one. */
  readonly ports: readonly number[];
  readonly postgres: Postgres;
  /** Starts the Lambda service's side of one function. */
  startRuntimeApi(options: { readonly functionName: string; readonly timeoutMillis: number }): Promise<RuntimeApi>;
  /** Registers how to stop a part. The last one is stopped first, also if a later part does not start. */
  readonly atEnd: (stop: () => Promise<void>) => void;
  /**
   * Throws an error that says how to install what is missing.
   *
   * @param packages - the package of each program.
   * @param installer - command that installs the packages. @default apt-get of Debian and Ubuntu
   */
  requirePrograms(packages: Readonly<Record<string, string>>, installer?: string): void;
}

/** PostgreSQL servers, each with its data in a folder. */
export interface Postgres {
  initialise(folder: string): Promise<void>;
  /** @param settings - settings of the server by name. @returns the URL of the server. */
  start(folder: string, settings: Readonly<Record<string, string>>): Promise<string>;
  /** Stops the server if it runs. */
  stop(folder: string): Promise<void>;
}

/** Runtime API of Lambda for one function. */
export interface RuntimeApi {
  /** Host and port for the execution environments. */
  readonly address: string;
  /** Invokes the function. The error of a failure has the name that the function reported. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** Number of environments that wait for an event. */
  waiting(): number;
  stop(): Promise<void>;
}

/** The running system. */
export interface System {
  /** Address of the API's stage. */
  readonly url: string;
  /** Lines about the parts, for the developer. */
  readonly parts: readonly string[];
}
