import fs from "node:fs";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../modules/core";
import type { Machine } from "./machine";
import { EXIT_CODES, ToolError } from "./tool-error";
import { isRelease } from "./versions";

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly name: string; readonly synthesizedStackPath: string }>>;
}

/**
 * Reads what `npm run synth` wrote.
 *
 * @param names - the stacks to read; none means all.
 * @throws ToolError (usage) when nothing was synthesized or a name is unknown, with the names there are.
 */
export function readSynthesizedStacks({ cwd, env }: Machine, names: readonly string[]): SynthesizedStack[] {
  const outdir = path.resolve(cwd, env["CDKTF_OUTDIR"] || "cdktf.out");
  const manifestFile = path.join(outdir, "manifest.json");
  if (!fs.existsSync(manifestFile)) throw usage(`no synthesized stacks in ${outdir}; run npm run synth`);
  const manifest = readJson<Manifest>(manifestFile);
  const known = Object.keys(manifest.stacks);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw usage(`unknown ${plural("stack", unknown)} ${unknown.join(", ")}; synthesized: ${known.join(", ")}`);
  }
  return known
    .filter((name) => names.length === 0 || names.includes(name))
    .map((name) => ({
      name,
      config: readJson<TerraformJson>(path.join(outdir, manifest.stacks[name]!.synthesizedStackPath)),
    }));
}

/**
 * The version of the AWS provider that the stacks ask for.
 *
 * @throws ToolError (usage) unless all of them ask for the same exact version.
 */
export function configuredProviderVersion(stacks: readonly SynthesizedStack[]): string {
  const versions = [...new Set(stacks.map(({ config }) => requiredVersion(config)))];
  const [version] = versions;
  if (versions.length === 1 && version !== undefined && isRelease(version)) return version;
  throw usage(
    `the stacks ask for hashicorp/aws ${versions.map((one) => one ?? "without a version").join(" and ")}; allowed: one exact version; run npm run synth again`,
  );
}

function requiredVersion({ terraform }: TerraformJson): string | undefined {
  const required = terraform["required_providers"] as { readonly aws?: { readonly version?: string } } | undefined;
  return required?.aws?.version;
}

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(file, "utf8")) as T;
}

function plural(noun: string, { length }: readonly unknown[]): string {
  return length === 1 ? noun : `${noun}s`;
}

function usage(message: string): ToolError {
  return new ToolError(message, EXIT_CODES.usage);
}
