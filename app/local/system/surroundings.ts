import { requirePrograms } from "../../image/programs";
import type { startRuntimeApi } from "../lambda/runtime-api";
import { openConnection } from "../postgres/database";
import { copyServer, CREDENTIALS, initialise, startServer, stopServer, writtenPort } from "../postgres/embedded-server";
import { LocalProblem, reasonOf } from "../problem";
import { seed } from "../seed";

/** Servers and programs around a system that brings its own functions, API and sign-in. */
export interface ServerSurroundings extends Omit<Surroundings, "image" | "seed"> {
  /** Ports of the API to try in order; 0 is any free one. */
  readonly ports: readonly number[];
  readonly startRuntimeApi: typeof startRuntimeApi;
}

/** Everything around the containers and data stores of a system, which the system starts itself. */
export interface Surroundings {
  /** Folder for the data of this run. It is removed at the end. */
  readonly folder: string;
  /** Folder with the files of the image, such as `commands/serve.mjs`. */
  readonly image: string;
  /** Environment variables of every container. */
  readonly variables: Readonly<Record<string, string>>;
  readonly postgres: Postgres;
  /** Registers how to stop a part. At the end, or if the start fails, the last part is stopped first. */
  atEnd(stop: () => Promise<void>): void;
  /**
   * Throws an error that says how to install what is missing.
   *
   * @param packages - the package of each program.
   * @param installer - command that installs the packages. @default apt-get of Debian and Ubuntu
   */
  requirePrograms(packages: Readonly<Record<string, string>>, installer?: string): void;
  /** Enters the catalogue into a migrated database. */
  seed(databaseUrl: string): Promise<void>;
}

/** PostgreSQL servers of the embedded programs, each with its data in a folder. */
export interface Postgres {
  initialise(folder: string): Promise<void>;
  /** Copies the folder of a server that does not run. */
  copy(folder: string, to: string): Promise<void>;
  /** @param settings - settings of the server by name. @returns the URL of the server. */
  start(folder: string, settings: Readonly<Record<string, string>>): Promise<string>;
  /** Stops the server if it runs. */
  stop(folder: string): Promise<void>;
}

const postgres: Postgres = {
  initialise,
  copy: copyServer,
  start: async (folder, settings) => {
    const port = await startServer(folder, settings);
    return `postgres://${CREDENTIALS.user}:${CREDENTIALS.password}@127.0.0.1:${port}/postgres`;
  },
  stop: async (folder) => {
    if (await writtenPort(folder)) await stopServer(folder);
  },
};

/** Programs of this machine. */
export const programs: Pick<Surroundings, "postgres" | "requirePrograms" | "seed"> = {
  postgres,
  requirePrograms(packages, installer) {
    try {
      requirePrograms("The system", packages, installer);
    } catch (error) {
      throw new LocalProblem(reasonOf(error));
    }
  },
  async seed(databaseUrl) {
    const database = openConnection(databaseUrl, {});
    try {
      await seed(database);
    } finally {
      await database.close();
    }
  },
};
