import type { App } from "cdktf";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ServiceRole, synthesize, type AwsStack } from "../../modules/core";
import { TestStack } from "../../testing";

/** A role to grant things to. */
export function testRole(stack: AwsStack<"us-east-1">): ServiceRole {
  return new ServiceRole(stack, "role", { name: "test", description: "For grants", service: "lambda.amazonaws.com" });
}

/** Synthesizes one stack of `stacks/` and removes the files. */
export function synthesizeOnly(define: (app: App) => void): TestStack {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-stack-"));
  try {
    const [stack] = synthesize(define, { outdir });
    return new TestStack(stack!);
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}
