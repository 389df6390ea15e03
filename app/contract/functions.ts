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
