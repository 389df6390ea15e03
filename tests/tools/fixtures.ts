import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { groundplan } from "../../tools/commands/groundplan";
import type { Machine } from "../../tools/runner/command/machine";
import type { Command } from "../../tools/runner/command/command";

/** A temporary folder that is removed after all tests of the file. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-tools-test-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A Linux machine with only a home folder and system programs. */
export function bareMachine(root: string, differences: Partial<Machine> = {}): Machine {
  const folders = { cwd: path.join(root, "project"), home: path.join(root, "home") };
  Object.values(folders).forEach((folder) => fs.mkdirSync(folder, { recursive: true }));
  const env = { PATH: "/usr/bin:/bin", XDG_DATA_DIRS: path.join(root, "share") };
  return { ...folders, env, platform: "linux", addOnRoots: [path.join(root, "opt")], ...differences };
}

/** Puts a fake Terraform first on a machine's PATH: a shell script with one body per command. */
export function withTerraform(machine: Machine, bodies: Readonly<Record<string, string>>): Machine {
  const bin = fs.mkdtempSync(path.join(path.dirname(machine.home), "bin-"));
  const version = `echo '{ "terraform_version": "1.11.4", "platform": "linux_amd64" }'`;
  const cases = Object.entries({ version, ...bodies }).map(([command, body]) => `${command})\n${body}\n;;`);
  const script = ["#!/bin/sh", 'case "$1" in', ...cases, '*) echo "unexpected $*" >&2; exit 9;;', "esac", ""].join(
    "\n",
  );
  fs.writeFileSync(path.join(bin, "terraform"), script, { mode: 0o755 });
  return { ...machine, env: { ...machine.env, PATH: `${bin}:${machine.env["PATH"]}` } };
}

/** Adds an unpacked provider to a mirror. */
export function offerProvider(mirror: string, version: string, platform = "linux_amd64"): void {
  fs.mkdirSync(path.join(mirror, "registry.terraform.io/hashicorp/aws", version, platform), { recursive: true });
}

/** Writes the files of a synthesis: one queue per stack. */
export function synthesizeByHand(project: string, names: readonly string[], version = "6.25.0"): void {
  const stacks = names.map((name) => [name, { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` }]);
  const out = path.join(project, "cdktf.out");
  names.forEach((name) => {
    fs.mkdirSync(path.join(out, "stacks", name), { recursive: true });
    const configuration = {
      terraform: { required_providers: { aws: { source: "aws", version } } },
      provider: { aws: [{ region: "us-east-1" }] },
      resource: { aws_sqs_queue: { orders: { "//": { metadata: { path: `${name}/orders` } }, name: "orders" } } },
    };
    fs.writeFileSync(path.join(out, "stacks", name, "cdk.tf.json"), JSON.stringify(configuration));
  });
  fs.writeFileSync(path.join(out, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(stacks) }));
}

/** Runs `groundplan` in this process. */
export function runGroundplan(machine: Machine, argv: readonly string[], signal = new AbortController().signal) {
  return runCommand(groundplan, machine, argv, signal);
}

/** Runs a command in this process. @returns its exit code and what it printed. */
export async function runCommand(
  command: Command,
  machine: Machine,
  argv: readonly string[],
  signal = new AbortController().signal,
  answer = "",
) {
  const output: string[] = [];
  const errors: string[] = [];
  const streams = { print: (text: string) => output.push(text), printError: (text: string) => errors.push(text) };
  const exitCode = await command(argv, { machine, ...streams, signal, ask: async () => answer });
  return { exitCode, output: output.join("\n"), errors: errors.join("\n") };
}

const TLS_ONLY = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
/** A queue that passes the policies: with a dead-letter queue, encryption and TLS only. */
export const QUEUE = {
  address: "aws_sqs_queue.orders",
  mode: "managed",
  type: "aws_sqs_queue",
  change: {
    actions: ["create"],
    before: null,
    after: {
      kms_master_key_id: "key",
      redrive_policy: '{"deadLetterTargetArn":"arn:aws:sqs:::d","maxReceiveCount":5}',
      policy: JSON.stringify({ Statement: [TLS_ONLY] }),
    },
  },
};
