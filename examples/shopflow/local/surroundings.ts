/** Everything around the system's own parts, which `npm run dev` provides. */
export interface Surroundings {
  /** Folder for the data of this run. It is removed at the end. */
  readonly folder: string;
  /** Folder with the files of the image, such as `commands/serve.mjs`. */
  readonly image: string;
  /** Environment variables of every container: sign-in pages, secrets, the order queue and the collector of traces. */
  readonly variables: Readonly<Record<string, string>>;
  readonly postgres: Postgres;
  /** Registers how to stop a part. The last one is stopped first, also if a later part does not start. */
  readonly atEnd: (stop: () => Promise<void>) => void;
  /** Throws an error that says how to install what is missing. @param packages - the Debian package of each program. */
  requirePrograms(packages: Readonly<Record<string, string>>): void;
  /** Enters the catalogue into a migrated database. */
  seed(databaseUrl: string): Promise<void>;
}

/** PostgreSQL servers, each with its data in a folder. */
export interface Postgres {
  initialise(folder: string): Promise<void>;
  /** Copies the folder of a server that does not run. */
  copy(folder: string, to: string): Promise<void>;
  /** @param settings - settings of the server by name. @returns the URL of the server. */
  start(folder: string, settings: Readonly<Record<string, string>>): Promise<string>;
  /** Stops the server if it runs. */
  stop(folder: string): Promise<void>;
}

/** The running system. */
export interface System {
  /** Address of the load balancer. */
  readonly url: string;
  /** Lines about the parts, for the developer. */
  readonly parts: readonly string[];
}
