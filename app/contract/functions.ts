/** Commands of the image, one for each function. */
export const commands = {
  /** HTTP API events, payload format 2.0. */
  api: ["handlers/api.handler"],
  /** Messages of the order queue, with partial batch failures. */
  worker: ["handlers/worker.handler"],
  /** Sends the messages of the outbox to the queue, on a schedule. */
  outbox: ["handlers/outbox.handler"],
  /** Tasks of the payment workflow. */
  payment: ["handlers/payment.handler"],
  /** Migrates the database to the schema of the image, before the image serves. */
  migrate: ["handlers/migrate.handler"],
} as const satisfies Record<string, readonly string[]>;

/** Commands of the image for a container service such as ECS. */
export const containerCommands = {
  /** Serves every route by HTTP on `PORT`; `GET /health` is the health check. */
  serve: ["serve"],
  /** Sends the outbox to the order queue and processes the queue's messages. */
  work: ["work"],
  /** Migrates the database, and ends with status 0 or 1. */
  migrate: ["migrate"],
} as const satisfies Record<string, readonly string[]>;

export type ContainerCommand = keyof typeof containerCommands;

/** Port of the command `serve`, unless `PORT` names another. */
export const servicePort = 8080;

export type FunctionName = keyof typeof commands;

/**
 * Timeout of the migrate function. The database cancels the migration earlier, because it would otherwise continue
 * for a client that has timed out.
 */
export const migrateTimeoutSeconds = 300;

/** Environment variables of every function. All other configuration is read at run time below the parameter path. */
export interface FunctionEnvironment {
  /** Name of the environment, for logs and metrics. */
  readonly ENVIRONMENT: string;
  /** Path of the SSM parameters. */
  readonly PARAMETER_PATH: string;
  /** `enforce` refuses state-changing requests without a CSRF token. */
  readonly CSRF_PROTECTION: "enforce" | "off";
  readonly [key: string]: string;
}
