import * as z from "zod/mini";
import type { ParameterName } from "../contract";
import "./validation-messages";

const nonEmpty = z.string().check(z.minLength(1));

const environmentSchema = z.object({
  ENVIRONMENT: nonEmpty,
  PARAMETER_PATH: z.optional(z.string().check(z.startsWith("/"))),
  CSRF_PROTECTION: z.enum(["enforce", "off"]),
  DATABASE_URL: z.optional(z.url({ protocol: /^postgres(ql)?$/ })),
  DATABASE_READER_URL: z.optional(z.url({ protocol: /^postgres(ql)?$/ })),
  REDIS_URL: z.optional(z.union([z.literal("memory:"), z.url({ protocol: /^rediss?$/ })])),
  DATABASE_CA_FILE: z.optional(nonEmpty),
  DATABASE_CONNECTIONS: z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/, "must be 1 to 100"))),
  REDIS_CA_FILE: z.optional(nonEmpty),
  CACHE_CLUSTER_MODE: z._default(z.enum(["enabled", "disabled"]), "disabled"),
  CACHE_CREDENTIALS_ARN: z.optional(z.string()),
  REQUESTS_PER_MINUTE: z.optional(z.string().check(z.regex(/^([1-9]\d{0,6})?$/, "must be 1 to 9999999"))),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.optional(z.union([z.literal(""), z.url({ protocol: /^https?$/ })])),
  OTEL_TRACES_SAMPLER: z.optional(z.enum(["parentbased_traceidratio"])),
  OTEL_TRACES_SAMPLER_ARG: z.optional(z.string().check(z.regex(/^(0|1|0?\.\d+)$/, "must be 0 to 1"))),
  PORT: z.optional(
    z.string().check(z.refine((value) => /^\d*$/.test(value) && Number(value) <= 65_535, "must be 0 to 65535")),
  ),
  LAMBDA_TASK_ROOT: z.optional(nonEmpty),
});

/** Configuration from environment variables, before any network call. */
export interface Environment {
  readonly name: string;
  /** Path of the SSM parameters; undefined if environment variables replace all of them. */
  readonly parameterPath: string | undefined;
  readonly csrfProtection: "enforce" | "off";
  /** Largest number of connections to each endpoint of the database. */
  readonly databaseConnections: number;
  readonly overrides: {
    readonly databaseUrl?: string;
    readonly databaseReaderUrl?: string;
    readonly redisUrl?: string;
    readonly databaseCaFile?: string;
    readonly redisCaFile?: string;
  };
  /** The cache is a cluster whose shards clients select, and its password is in a secret. */
  readonly cache: { readonly isCluster: boolean; readonly credentialsArn?: string };
  /** Limit of the command `serve` for each customer, and for each address without a token. */
  readonly requestsPerMinute?: number;
  /** Port of the command `serve`. */
  readonly port?: number;
  /** Traces of the commands `serve` and `work`; none without it. */
  readonly tracing?: TracingSettings;
  /** Folder of the application's files in the image. */
  readonly taskRoot?: string;
}

/** Traces, by the standard variables of OpenTelemetry. */
export interface TracingSettings {
  /** Base URL of a collector that receives OTLP over HTTP. */
  readonly endpoint: string;
  /** Share of the traces that are sent, 0 to 1, unless the caller has decided. @default 1 */
  readonly sampledShare: number;
}

/** Parameters, read once for the life of the process. */
export interface Parameters {
  /** @throws InvalidConfiguration if the parameter does not exist. */
  (name: ParameterName): string;
  has(name: ParameterName): boolean;
  /** Description of the parameter's absence, for an error. */
  absence(name: ParameterName): string;
}

/** The configuration is incomplete or invalid: no request can be served, and retries do not help. */
export class InvalidConfiguration extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InvalidConfiguration";
  }
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * @param required - parameters that have to be variables when there is no path.
 * @throws InvalidConfiguration that names every invalid and every missing variable.
 */
export function readEnvironment(variables: Variables, required: readonly ParameterName[] = []): Environment {
  const parsed = environmentSchema.safeParse(variables);
  const invalid = parsed.error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? [];
  const absent = variables["PARAMETER_PATH"] ? [] : absencesIn(parametersFrom(undefined, {}, variables), required);
  const problems = [...invalid, ...absent];
  if (!parsed.success || problems.length > 0)
    throw new InvalidConfiguration(`Environment variables are wrong. ${problems.join("; ")}`);
  const { data } = parsed;
  return {
    name: data.ENVIRONMENT,
    parameterPath: data.PARAMETER_PATH,
    csrfProtection: data.CSRF_PROTECTION,
    databaseConnections: Number(data.DATABASE_CONNECTIONS ?? 1),
    overrides: {
      databaseUrl: data.DATABASE_URL,
      databaseReaderUrl: data.DATABASE_READER_URL,
      redisUrl: data.REDIS_URL,
      databaseCaFile: data.DATABASE_CA_FILE,
      redisCaFile: data.REDIS_CA_FILE,
    },
    cache: {
      isCluster: data.CACHE_CLUSTER_MODE === "enabled",
      credentialsArn: data.CACHE_CREDENTIALS_ARN || undefined,
    },
    requestsPerMinute: numberOf(data.REQUESTS_PER_MINUTE),
    port: numberOf(data.PORT),
    tracing: tracingFrom(data),
    taskRoot: data.LAMBDA_TASK_ROOT,
  };
}

function tracingFrom(data: z.infer<typeof environmentSchema>): TracingSettings | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share = "1" } = data;
  return endpoint ? { endpoint, sampledShare: Number(share) } : undefined;
}

/** An empty variable counts as unset. */
const numberOf = (text: string | undefined) => (text ? Number(text) : undefined);

/**
 * Looks up parameters: an environment variable such as `DATABASE_ENDPOINT` precedes the SSM parameter
 * `database/endpoint` below the path. A function reads only those it uses, so that the migration, which runs first,
 * needs none that are created later.
 */
export function parametersFrom(
  path: string | undefined,
  found: Readonly<Record<string, string>>,
  variables: Variables = {},
): Parameters {
  const find = (name: ParameterName) => variables[variableOf(name)] || found[name];
  const read = (name: ParameterName): string => {
    const value = find(name);
    if (!value) throw new InvalidConfiguration(absenceOf(name, path));
    return value;
  };
  return Object.assign(read, {
    has: (name: ParameterName) => Boolean(find(name)),
    absence: (name: ParameterName) => absenceOf(name, path),
  });
}

/** @throws InvalidConfiguration that names every missing parameter. */
export function requireParameters(parameters: Parameters, required: readonly ParameterName[]): void {
  const absent = absencesIn(parameters, required);
  if (absent.length > 0) throw new InvalidConfiguration(absent.join("; "));
}

function absencesIn(parameters: Parameters, required: readonly ParameterName[]): string[] {
  return required.filter((name) => !parameters.has(name)).map((name) => parameters.absence(name));
}

/** Name of the environment variable that replaces a parameter. */
export function variableOf(name: ParameterName): string {
  return name.toUpperCase().replaceAll(/[/-]/g, "_");
}

function absenceOf(name: ParameterName, path: string | undefined): string {
  if (path) return `The parameter ${path}/${name} does not exist`;
  return `${variableOf(name)} is not set, and there is no PARAMETER_PATH to read ${name} from`;
}
