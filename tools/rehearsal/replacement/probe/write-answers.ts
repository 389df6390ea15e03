import fs from "node:fs";
import path from "node:path";
import type { CommandContext } from "../../../runner/command/command";
import type { Provider } from "../../../runner/provider/provider-mirrors";
import { findProvider } from "../../../runner/provider/provider-lookup";
import { Terraform } from "../../../runner/terraform/terraform";
import { ASKED_PROVIDER } from "../knowledge";

interface Question {
  /** File of the answers in the repository. */
  readonly file: string;
  /** Types to ask about, in any order; those of other providers are left out. */
  readonly types: readonly string[];
  /** Asks the provider: `probedTypes` or `unchosenBlocks`. */
  readonly ask: (
    types: readonly string[],
    terraform: Terraform,
    provider: Provider,
    context: CommandContext,
  ) => Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Asks the AWS provider about types and writes the answers as JSON, with the provider's version and the date.
 *
 * @throws ToolError if Terraform or the provider is missing or cannot be started, or the run is interrupted.
 */
export async function writeAnswers({ file, types, ask }: Question, context: CommandContext): Promise<void> {
  const { machine, signal } = context;
  const terraform = await Terraform.find(machine, signal);
  const provider = await findProvider(terraform, ASKED_PROVIDER, machine);
  const aws = [...new Set(types)].filter((type) => type.startsWith("aws_")).sort();
  const answers = await ask(aws, terraform, provider, context);
  const lines = Object.entries(answers).map(([type, answer]) => `${JSON.stringify(type)}: ${JSON.stringify(answer)}`);
  const date = new Date().toISOString().slice(0, 10);
  const head = `"provider": ${JSON.stringify(provider.version)},\n"date": ${JSON.stringify(date)}`;
  fs.writeFileSync(path.join(machine.cwd, file), `{\n${head},\n"types": {\n${lines.join(",\n")}\n}\n}\n`);
}
