import fs from "node:fs";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../../modules/core";
import { usageError, type ToolError } from "../command/exit-codes";
import type { Machine } from "../command/machine";
import { SUPPORTED_PROVIDERS, isRelease, satisfies } from "../provider/versions";

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly name: string; readonly synthesizedStackPath: string }>>;
}

/** The folder of synthesized stacks: CDKTF_OUTDIR, else cdktf.out. */
export function synthesisFolder({ cwd, env }: Pick<Machine, "cwd" | "env">): string {
  return path.resolve(cwd, env["CDKTF_OUTDIR"] || "cdktf.out");
}

export function noStacksError(outdir: string): ToolError {
  return usageError(`no synthesized stacks in ${outdir}; synthesize the app first`);
}

/** Names of the stacks that an environment can have, in the order of their deployment. */
export function stackNamesOf(environment: string): string[] {
  return [`${environment}-recovery`, environment, `${environment}-standby`];
}

/**
 * Reads the synthesized stacks.
 *
 * @param names - the stacks to read; none means all.
 * @throws ToolError (usage) if nothing was synthesized, a file is not JSON, or a name is unknown, with the known
 * names.
 */
export function readSynthesizedStacks(machine: Machine, names: readonly string[]): SynthesizedStack[] {
  const outdir = synthesisFolder(machine);
  const manifestFile = path.join(outdir, "manifest.json");
  if (!fs.existsSync(manifestFile)) throw noStacksError(outdir);
  const manifest = readJson<Manifest>(manifestFile);
  const known = Object.keys(manifest.stacks);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const noun = unknown.length === 1 ? "stack" : "stacks";
    throw usageError(`unknown ${noun} ${unknown.join(", ")}; synthesized: ${known.join(", ")}`);
  }
  return known
    .filter((name) => names.length === 0 || names.includes(name))
    .map((name) => {
      const file = path.join(outdir, manifest.stacks[name]!.synthesizedStackPath);
      return { name, config: readJson<TerraformJson>(file), folder: path.dirname(file) };
    });
}

/**
 * The version of the AWS provider that the stacks require: an exact one, or a constraint that combines theirs. Stacks
 * without AWS do not count.
 *
 * @throws ToolError (usage) if they require different versions, with the versions.
 */
export function configuredProviderVersion(stacks: readonly SynthesizedStack[]): string {
  const required = stacks.filter(({ config }) => usesAws(config)).map(({ config }) => requiredVersion(config));
  const versions = [...new Set(required.flatMap((version) => version ?? []))];
  const exact = versions.map((version) => version.replace(/^=\s*/, "")).filter(isRelease);
  const [version] = exact;
  if (version === undefined) return versions.join(", ") || ANY_SUPPORTED;
  if (versions.every((one) => satisfies(version, one))) return version;
  throw usageError(`the stacks ask for hashicorp/aws ${versions.join(" and ")}; allowed: one version`);
}

const ANY_SUPPORTED = `>= ${SUPPORTED_PROVIDERS.from}, < ${SUPPORTED_PROVIDERS.below}`;

function usesAws(config: TerraformJson): boolean {
  const types = [...Object.keys(config.resource ?? {}), ...Object.keys(config.data ?? {})];
  return requiredVersion(config) !== undefined || types.some((type) => type.startsWith("aws_"));
}

function requiredVersion({ terraform }: TerraformJson): string | undefined {
  const required = terraform["required_providers"] as { readonly aws?: { readonly version?: string } } | undefined;
  return required?.aws?.version;
}

function readJson<T>(file: string): T {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as T;
  } catch (error) {
    throw usageError(`${file}: ${(error as Error).message}; synthesize the app again`);
  }
}
