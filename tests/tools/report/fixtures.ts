import fs from "node:fs";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import { bareMachine, runGroundplan } from "../fixtures";
import type { Machine } from "../../../tools/runner/command/machine";

type Blocks = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** A stack of an app: its environment, resources and data sources. */
export interface Stack {
  readonly environment?: string;
  readonly resource: Blocks;
  readonly data?: Blocks;
  /** Changes of its plan. */
  readonly plan?: readonly object[];
}

export const origin = (stack: string, construct: string, id = "resource") => ({
  metadata: { path: `${stack}/${construct}/${id}` },
});

/** A machine with synthesized stacks and plans of them. */
export function appWith(
  root: string,
  stacks: Readonly<Record<string, Stack>>,
  files: Readonly<Record<string, string>> = {},
): Machine {
  const machine = bareMachine(fs.mkdtempSync(path.join(root, "app-")));
  const write = (name: string, text: string): void => {
    const file = path.join(machine.cwd, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  for (const [name, { environment, resource, data, plan }] of Object.entries(stacks)) {
    const default_tags = environment === undefined ? undefined : [{ tags: { Environment: environment } }];
    const provider = { aws: [{ region: "us-east-1", default_tags }] };
    write(`cdktf.out/stacks/${name}/cdk.tf.json`, JSON.stringify({ terraform: {}, provider, resource, data }));
    if (plan)
      write(
        `plans/${name}/plan.json`,
        JSON.stringify({ format_version: "1.2", resource_changes: plan, configuration: {} }),
      );
  }
  for (const [name, text] of Object.entries(files)) write(name, text);
  return machine;
}

/** The page of an app, unpacked. */
export async function pageOf(machine: Machine, ...argv: readonly string[]): Promise<string> {
  expect(await runGroundplan(machine, ["report", ...argv])).toMatchObject({ exitCode: 0, errors: "" });
  return unpacked(fs.readFileSync(path.join(machine.cwd, "report.html"), "utf8"));
}

/** A page with its compressed parts, as its script unpacks them. */
export function unpacked(page: string): string {
  return page.replace(/ data-packed="([^"]*)">/g, (_attribute, content: string) => {
    return `>${inflateRawSync(Buffer.from(content, "base64")).toString("utf8")}`;
  });
}

/** Visible words of a section, without markup. */
export function textOf(page: string, section: string): string {
  const start = page.indexOf(`id="${section}"`);
  const ends = ['<section class="block"', '<section class="environment"', '<section id="differences"', "</main>"]
    .map((mark) => page.indexOf(mark, start))
    .filter((position) => position > 0);
  return page
    .slice(page.indexOf(">", start) + 1, Math.min(...ends))
    .replace(/<svg[^]*?<\/svg>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}
