import fs from "node:fs";
import path from "node:path";
import { usageError } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";

/** File of a CDKTF app with the settings of its workflows. */
export const SETTINGS_FILE = "workflows.json";

/** Settings of the workflows of one CDKTF app. Commands run in the root of the repository, unless stated otherwise. */
export interface WorkflowSettings {
  /** Prefix of the roles and of the bucket for plans. */
  readonly project: string;
  /** Reviewed branch, which is deployed. */
  readonly branch: string;
  /** Folder of the app in the repository; `.` is the root. */
  readonly folder: string;
  /** Environments in the order of their deployment. Each is also an environment of GitHub. */
  readonly environments: readonly string[];
  /** Minute, hour and days of the search for drift, in UTC: five fields of cron. */
  readonly driftSchedule: string;
  /** Installs the packages. */
  readonly install: string;
  /** Types, style and tests, in their order. */
  readonly tests: readonly string[];
  /** Writes `cdktf.out` of the app. */
  readonly synthesize: string;
  /** Calls `groundplan` in the folder of the app. */
  readonly groundplan: string;
  /** Secrets of the GitHub repository with the values of Terraform variables, by variable. @default none */
  readonly secrets?: Readonly<Record<string, string>>;
}

/**
 * Reads `workflows.json` of the app.
 *
 * @throws ToolError (usage) with every problem of the file.
 */
export async function readSettings({ cwd }: Machine): Promise<WorkflowSettings> {
  const file = path.join(cwd, SETTINGS_FILE);
  if (!fs.existsSync(file)) throw usageError(`no ${SETTINGS_FILE} in ${cwd}; docs/commands.md shows one`);
  const { z } = await import("zod");
  const parsed = schemaOf({ z }).safeParse(jsonOf(file));
  if (!parsed.success) throw usageError(`${SETTINGS_FILE}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function schemaOf({ z }: Pick<typeof import("zod"), "z">) {
  const name = z.string().regex(/^[a-z][a-z0-9-]*$/, "allowed: lower-case letters, digits and -");
  const command = z.string().regex(/^[^\n'"$`]+$/, "allowed: one line without quotes and $");
  const secret = z.string().regex(/^(?!GITHUB_)[A-Z][A-Z0-9_]*$/, "allowed: a secret, such as PAGER_DUTY_URL");
  return z.strictObject({
    project: name,
    branch: z.string().regex(/^[\w./-]+$/, "allowed: the name of one branch"),
    folder: z.string().regex(/^(?:\.|[\w-]+(?:\/[\w-]+)*)$/, "allowed: a folder of the repository, or ."),
    environments: z
      .array(name)
      .nonempty("allowed: at least one environment")
      .refine((all) => new Set(all).size === all.length, "allowed: each environment once"),
    driftSchedule: z.string().regex(/^(?:[\d*,/-]+ ){4}[\d*,/-]+$/, "allowed: five fields of cron, such as 17 5 * * *"),
    install: command,
    tests: z.array(command).nonempty("allowed: at least one command"),
    synthesize: command,
    groundplan: command,
    secrets: z
      .record(z.string().regex(/^[a-z][\w-]*$/), secret, "allowed: the name of a secret by the name of a variable")
      .optional(),
  });
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw usageError(`${SETTINGS_FILE}: ${(error as Error).message}; write JSON`);
  }
}
