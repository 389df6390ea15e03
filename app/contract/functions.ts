/** The commands of the image, one for each function that runs it. */
export const commands = {
  /** HTTP API events, payload format 2.0. */
  api: ["handlers/api.handler"],
  /** Messages of the order queue, with partial batch failures. */
  worker: ["handlers/worker.handler"],
  /** Brings what transactions recorded to the queue, on a schedule. */
  outbox: ["handlers/outbox.handler"],
  /** Tasks of the payment workflow. */
  payment: ["handlers/payment.handler"],
  /** Brings the database to the schema of the image, before the image serves. */
  migrate: ["handlers/migrate.handler"],
} as const satisfies Record<string, readonly string[]>;

export type FunctionName = keyof typeof commands;

/** How long the function that migrates may run. The application has the database give up before: it works on for a client that is gone. */
export const migrateTimeoutSeconds = 300;

/** Environment variables of every function. All else is read at run time below the parameter path. */
export interface FunctionEnvironment {
  /** Name of the environment, for logs and metrics. */
  readonly ENVIRONMENT: string;
  /** Path of the SSM parameters. */
  readonly PARAMETER_PATH: string;
  /** `enforce` refuses state-changing requests without a CSRF token. */
  readonly CSRF_PROTECTION: "enforce" | "off";
  readonly [key: string]: string;
}
