import * as z from "zod/mini";
import type { ParameterName } from "../contract";
import "./validation-messages";

const nonEmpty = z.string().check(z.minLength(1));

const environmentSchema = z.object({
  ENVIRONMENT: nonEmpty,
  PARAMETER_PATH: z.string().check(z.startsWith("/")),
  CSRF_PROTECTION: z.enum(["enforce", "off"]),
  DATABASE_URL: z.optional(z.url({ protocol: /^postgres(ql)?$/ })),
  REDIS_URL: z.optional(z.union([z.literal("memory:"), z.url({ protocol: /^rediss?$/ })])),
  DATABASE_CA_FILE: z.optional(nonEmpty),
  REDIS_CA_FILE: z.optional(nonEmpty),
  LAMBDA_TASK_ROOT: z.optional(nonEmpty),
});

/** Configuration from environment variables, before any network call. */
export interface Environment {
  readonly name: string;
  readonly parameterPath: string;
  readonly csrfProtection: "enforce" | "off";
  readonly overrides: {
    readonly databaseUrl?: string;
    readonly redisUrl?: string;
    readonly databaseCaFile?: string;
    readonly redisCaFile?: string;
  };
  /** Folder of the application's files in the image. */
  readonly taskRoot?: string;
}

/** SSM parameters, read once for the life of the process. */
export type Parameters = (name: ParameterName) => string;

/** The configuration is incomplete or invalid: no request can be served, and retries do not help. */
export class InvalidConfiguration extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InvalidConfiguration";
  }
}

export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environmentSchema.safeParse(variables);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new InvalidConfiguration(`Environment variables are wrong. ${problems.join("; ")}`);
  }
  const { data } = parsed;
  return {
    name: data.ENVIRONMENT,
    parameterPath: data.PARAMETER_PATH,
    csrfProtection: data.CSRF_PROTECTION,
    overrides: {
      databaseUrl: data.DATABASE_URL,
      redisUrl: data.REDIS_URL,
      databaseCaFile: data.DATABASE_CA_FILE,
      redisCaFile: data.REDIS_CA_FILE,
    },
    taskRoot: data.LAMBDA_TASK_ROOT,
  };
}

/**
 * Looks up parameters below the path. A function reads only those it uses, so that the migration, which runs first,
 * needs none that are created later.
 */
export function parametersFrom(path: string, found: Readonly<Record<string, string>>): Parameters {
  return (name) => {
    const value = found[name];
    if (!value) throw new InvalidConfiguration(`The parameter ${path}/${name} does not exist`);
    return value;
  };
}
