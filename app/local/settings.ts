import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { LocalProblem, reasonOf } from "./problem";

/** Environment variables for developers. */
export interface LocalSettings {
  /** `DATABASE_URL`. @default an embedded server */
  readonly databaseUrl: string | undefined;
  /** `REDIS_URL`. @default "memory:" */
  readonly redisUrl: string;
  /** `DATABASE_CA_FILE`. @default what Node.js trusts */
  readonly databaseCaFile: string | undefined;
  /** `REDIS_CA_FILE`. @default what Node.js trusts */
  readonly redisCaFile: string | undefined;
  /** `AWS_ENDPOINT_URL`. @default the stand-ins of this folder */
  readonly awsEndpointUrl: string | undefined;
  /** `PORT`. @default 3000, or a free one if that is in use */
  readonly port: number | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Errors contain the names and not the values, because an address may contain a password. */
const forms: Readonly<Record<string, { readonly pattern: RegExp; readonly allowed: string }>> = {
  DATABASE_URL: { pattern: /^postgres(ql)?:\/\//, allowed: "postgres://user:password@host:5432/database" },
  REDIS_URL: { pattern: /^(memory:$|rediss?:\/\/)/, allowed: "memory:, redis://host:6379 or rediss://host:6379" },
  AWS_ENDPOINT_URL: { pattern: /^https?:\/\//, allowed: "an address such as http://127.0.0.1:5000" },
};

const caFiles = ["DATABASE_CA_FILE", "REDIS_CA_FILE"] as const;

/** Resolves a path relative to the folder where npm was started: npm runs scripts in the folder of the package. */
export function fileFrom(variables: Variables, name: (typeof caFiles)[number] | "LOCAL_FOLDER"): string | undefined {
  const path = variables[name];
  return path ? resolve(variables["INIT_CWD"] ?? ".", path) : undefined;
}

/** @throws LocalProblem with all invalid variables. */
export function readSettings(variables: Variables): LocalSettings {
  const problems = Object.entries(forms).flatMap(([name, { pattern, allowed }]) => {
    const value = variables[name];
    const isRight = !value || (pattern.test(value) && URL.canParse(value));
    return isRight ? [] : [`${name} cannot be used: it must be ${allowed}, or not be set`];
  });
  const port = variables["PORT"] ? Number(variables["PORT"]) : undefined;
  if (port !== undefined && !isPort(port))
    problems.push(`PORT is "${variables["PORT"]}": it must be 0 to 65535, or not be set`);
  problems.push(...caFiles.flatMap((name) => problemOfFile(name, fileFrom(variables, name))));
  if (problems.length > 0) throw new LocalProblem(problems.join("\n"));
  return {
    databaseUrl: variables["DATABASE_URL"] || undefined,
    redisUrl: variables["REDIS_URL"] || "memory:",
    databaseCaFile: fileFrom(variables, "DATABASE_CA_FILE"),
    redisCaFile: fileFrom(variables, "REDIS_CA_FILE"),
    awsEndpointUrl: variables["AWS_ENDPOINT_URL"] || undefined,
    port,
  };
}

function problemOfFile(name: string, file: string | undefined): string[] {
  try {
    if (file) readFileSync(file);
    return [];
  } catch (error) {
    return [`${name} names ${file}, which cannot be read: ${reasonOf(error)}`];
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}
