import fs from "node:fs/promises";
import path from "node:path";
import type { Machine } from "./machine";
import { PROVIDER_FOLDER, downloadFolder } from "./provider-mirrors";
import { withScratch } from "./scratch";
import type { Terraform } from "./terraform";
import { EXIT_CODES, ToolError } from "./tool-error";

/** How long the registry may take to offer the version; the download itself takes as long as it takes. */
const PATIENCE_MS = 20_000;

/**
 * Has Terraform download one version of the AWS provider from the registry and keeps it as a mirror for later runs.
 *
 * @returns the folder of that mirror.
 * @throws ToolError (missing) with Terraform's own reason when the registry cannot be reached or has no such version.
 */
export async function downloadProvider(
  terraform: Terraform,
  version: string,
  machine: Machine,
  patienceMs = PATIENCE_MS,
): Promise<string> {
  return withScratch("download", async (folder) => {
    await writeRequirement(folder, version);
    await initFromRegistry(terraform, folder, patienceMs);
    const mirror = downloadFolder(machine);
    const provider = path.join(PROVIDER_FOLDER, version, terraform.platform);
    await keep(path.join(folder, ".terraform/providers", provider), path.join(mirror, provider));
    return mirror;
  });
}

async function writeRequirement(folder: string, version: string): Promise<void> {
  const configuration = { terraform: { required_providers: { aws: { source: "hashicorp/aws", version } } } };
  await fs.writeFile(path.join(folder, "main.tf.json"), JSON.stringify(configuration));
}

async function initFromRegistry(terraform: Terraform, cwd: string, patienceMs: number): Promise<void> {
  const patience = new AbortController();
  const silent = new ToolError(`registry.terraform.io offered nothing within ${patienceMs} ms`, EXIT_CODES.missing);
  const timer = setTimeout(() => patience.abort(silent), patienceMs);
  const config = path.join(cwd, "terraform.tfrc");
  await fs.writeFile(config, "provider_installation {\n  direct {}\n}\n");
  try {
    const { code, stderr } = await terraform.run(["init", "-input=false", "-no-color"], {
      cwd,
      env: { TF_CLI_CONFIG_FILE: config, TF_REGISTRY_DISCOVERY_RETRY: "0" },
      signal: patience.signal,
      onOutput: (text) => {
        if (text.includes("Installing")) clearTimeout(timer);
      },
    });
    if (code !== 0) throw new ToolError(reasonOf(stderr), EXIT_CODES.missing);
  } finally {
    clearTimeout(timer);
  }
}

/** The paragraph of Terraform's message that says why; the others say that it failed and what else to look at. */
function reasonOf(stderr: string): string {
  const paragraphs = stderr.trim().split(/\n\s*\n/);
  return (paragraphs[1] ?? paragraphs[0]!).replaceAll(/\s+/g, " ");
}

/** The folder appears whole or not at all, also when two runs download at the same time. */
async function keep(downloaded: string, kept: string): Promise<void> {
  await fs.mkdir(path.dirname(kept), { recursive: true });
  const partial = await fs.mkdtemp(`${kept}-`);
  await fs.cp(downloaded, partial, { recursive: true });
  try {
    await fs.rename(partial, kept);
  } catch (error) {
    await fs.rm(partial, { recursive: true });
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
  }
}
