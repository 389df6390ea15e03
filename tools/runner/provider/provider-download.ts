import fs from "node:fs/promises";
import path from "node:path";
import type { Machine } from "../command/machine";
import { PROVIDER_FOLDER, downloadFolder, type Provider } from "./provider-mirrors";
import { withTemporaryFolder } from "../command/temporary-folder";
import type { Terraform } from "../terraform/terraform";
import { missingError } from "../command/exit-codes";

/** Time limit for the registry to offer the version; the download itself has none. */
const TIMEOUT_MS = 20_000;

/**
 * Lets Terraform download the AWS provider from the registry and stores it as a mirror for later runs.
 *
 * @param version - a version or a constraint.
 * @returns the downloaded version, and the folder of that mirror.
 * @throws ToolError (missing) with Terraform's reason if the registry cannot be reached or does not have the version.
 */
export async function downloadProvider(
  terraform: Terraform,
  version: string,
  machine: Machine,
  timeoutMs = TIMEOUT_MS,
): Promise<Provider> {
  return withTemporaryFolder("download", async (folder) => {
    await writeRequirement(folder, version);
    await initFromRegistry(terraform, folder, timeoutMs);
    const mirror = downloadFolder(machine);
    const downloads = path.join(folder, ".terraform/providers");
    const [downloaded = version] = await fs.readdir(path.join(downloads, PROVIDER_FOLDER));
    const provider = path.join(PROVIDER_FOLDER, downloaded, terraform.platform);
    await store(path.join(downloads, provider), path.join(mirror, provider));
    return { version: downloaded, mirror };
  });
}

async function writeRequirement(folder: string, version: string): Promise<void> {
  const configuration = { terraform: { required_providers: { aws: { source: "hashicorp/aws", version } } } };
  await fs.writeFile(path.join(folder, "main.tf.json"), JSON.stringify(configuration));
}

async function initFromRegistry(terraform: Terraform, cwd: string, timeoutMs: number): Promise<void> {
  const timeout = new AbortController();
  const timedOut = missingError(`registry.terraform.io offered nothing within ${timeoutMs} ms`);
  const timer = setTimeout(() => timeout.abort(timedOut), timeoutMs);
  const config = path.join(cwd, "terraform.tfrc");
  await fs.writeFile(config, "provider_installation {\n  direct {}\n}\n");
  try {
    const { code, stderr } = await terraform.run(["init", "-input=false", "-no-color"], {
      cwd,
      env: { TF_CLI_CONFIG_FILE: config, TF_REGISTRY_DISCOVERY_RETRY: "0" },
      signal: timeout.signal,
      onOutput: (text) => {
        if (text.includes("Installing")) clearTimeout(timer);
      },
    });
    if (code !== 0) throw missingError(reasonOf(stderr));
  } finally {
    clearTimeout(timer);
  }
}

/** The second paragraph of Terraform's message has the reason; the first only says that it failed. */
function reasonOf(stderr: string): string {
  const paragraphs = stderr.trim().split(/\n\s*\n/);
  return (paragraphs[1] ?? paragraphs[0]!).replaceAll(/\s+/g, " ");
}

/** Atomic, so that two runs can download the same version at the same time. */
async function store(downloaded: string, target: string): Promise<void> {
  await fs.mkdir(path.dirname(target), { recursive: true });
  const partial = await fs.mkdtemp(`${target}-`);
  await fs.cp(downloaded, partial, { recursive: true });
  try {
    await fs.rename(partial, target);
  } catch (error) {
    await fs.rm(partial, { recursive: true });
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
  }
}
