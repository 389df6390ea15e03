import type { DrilledEnvironment } from "./drilled-system";

/** Settings that a step changes in one environment. */
export interface SettingsChange {
  /** Name of the environment. */
  readonly environment: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const FILE = /^\/\/ environments\/([a-z0-9-]+)\.ts\n/;

/**
 * Reads the settings in a block such as `operation: "active",` below the comment `// environments/<name>.ts`.
 *
 * @throws SyntaxError if the block is not a list of settings.
 */
export function settingsIn(text: string): SettingsChange {
  const [comment = "", environment] = FILE.exec(text) ?? [];
  if (environment === undefined) throw new SyntaxError("settings begin with // environments/<name>.ts");
  const body = text
    .slice(comment.length)
    .replace(/([{,]\s*|^\s*)(\w+): /gm, '$1"$2": ')
    .replace(/,(\s*(?:\}|\]|$))/g, "$1");
  return { environment, settings: JSON.parse(`{${body.trim().replace(/,$/, "")}}`) as SettingsChange["settings"] };
}

/** The environments with changed settings. Sections are merged, lists and values replaced. */
export function withSettings(
  environments: readonly DrilledEnvironment[],
  { environment: name, settings }: SettingsChange,
): DrilledEnvironment[] {
  return environments.map((environment) =>
    environment.name === name ? (merged(environment, settings) as DrilledEnvironment) : environment,
  );
}

function merged(value: unknown, change: unknown): unknown {
  if (!isSection(value) || !isSection(change)) return change;
  return {
    ...value,
    ...Object.fromEntries(Object.entries(change).map(([key, one]) => [key, merged(value[key], one)])),
  };
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
