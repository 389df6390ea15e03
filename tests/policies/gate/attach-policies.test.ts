import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { App, Aspects, LocalBackend, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { attachPolicies, waive, type PolicyGateOptions, type Rule } from "../../../policies";

/** The only rule of these tests: a required name of queues. */
const named: Rule = {
  id: "X-01",
  title: "Queues are called shop",
  severity: "high",
  rationale: "A rule that this test can keep and break.",
  fix: "Set name to shop.",
  controls: { nist: ["AC-3"] },
  types: ["aws_sqs_queue"],
  check: ({ values }) =>
    values["name"] === "shop"
      ? []
      : [{ status: "fail", path: "name", message: `must be shop, got ${String(values["name"])}` }],
};
const options: PolicyGateOptions = { rules: [named], exempt: { aws_s3_bucket: "not of this test" } };

let outdir: string;
beforeEach(() => (outdir = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-attach-"))));
afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

/** A plain CDKTF app, without base classes of this project. */
function synthesizeApp(define: (app: App) => void, given: PolicyGateOptions = options): () => void {
  return () => {
    const app = Testing.stubVersion(new App({ outdir }));
    attachPolicies(app, given);
    define(app);
    app.synth();
  };
}

function queueIn(scope: Construct, name = "shop", id = "stack"): SqsQueue {
  const stack = new TerraformStack(scope, id);
  new LocalBackend(stack, { path: "state" });
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  return new SqsQueue(stack, "queue", { name });
}

describe("attachPolicies", () => {
  test("synthesizes an app without findings and prints the summary", () => {
    const print = jest.fn();
    synthesizeApp((app) => queueIn(app), { ...options, print })();
    expect(print).toHaveBeenCalledWith(expect.stringContaining("in 1 stacks: 1 passed, 0 failed"));
    expect(fs.existsSync(path.join(outdir, "manifest.json"))).toBe(true);
  });

  test("fails synthesis with the rule, the construct and the fix, and writes no manifest", () => {
    const broken = synthesizeApp((app) => queueIn(app, "other"));
    expect(broken).toThrow(/HIGH X-01 stack\/queue: Queues are called shop\s+name: must be shop, got other\s+fix: Set/);
    expect(fs.existsSync(path.join(outdir, "manifest.json"))).toBe(false);
  });

  test("checks the result of overrides and aspects", () => {
    expect(synthesizeApp((app) => queueIn(app).addOverride("name", "other"))).toThrow(/got other/);
    expect(
      synthesizeApp((app) => TerraformStack.of(queueIn(app)).addOverride("resource.aws_sqs_queue.queue.name", "late")),
    ).toThrow(/got late/);
    const rename = { visit: (node: object) => void (node instanceof SqsQueue && (node.name = "visited")) };
    expect(synthesizeApp((app) => Aspects.of(queueIn(app)).add(rename))).toThrow(/got visited/);
  });

  test("checks every stack, nested or added later", () => {
    const second = synthesizeApp((app) => [queueIn(app), queueIn(app, "other", "second")]);
    expect(second).toThrow(/X-01 second\/queue/);
    const nested = synthesizeApp((app) => [queueIn(app), queueIn(new Construct(app, "group"), "other", "nested")]);
    expect(nested).toThrow(/X-01 group\/nested\/queue/);
  });

  test("accepts a waiver, and rejects an unnecessary one", () => {
    const waiver = { rule: "X-01", reason: "The name is given by a partner", owner: "shop", expires: "2026-12-24" };
    const now = new Date("2026-11-25T12:00:00Z");
    synthesizeApp((app) => waive(queueIn(app, "other"), waiver), { ...options, now })();
    expect(synthesizeApp((app) => waive(queueIn(app), waiver), { ...options, now })).toThrow(
      /the rule passes without it; remove the waiver/,
    );
    expect(() => waive(new Construct(new App({ outdir }), "group"), waiver)).toThrow(TypeError);
  });

  test("uses the rules of the package by default", () => {
    const bucket = (app: App) => new S3Bucket(TerraformStack.of(queueIn(app)), "bucket", { bucket: "shop" });
    expect(synthesizeApp(bucket, {})).toThrow(/CRITICAL S3-01 stack\/bucket/);
  });

  test("applies the profile that profileOf returns", () => {
    const medium: Rule = { ...named, severity: "medium" };
    const asDev = { ...options, rules: [medium], profileOf: () => "dev" as const };
    synthesizeApp((app) => queueIn(app, "other"), asDev)();
    expect(synthesizeApp((app) => queueIn(app, "other"), { ...options, rules: [medium] })).toThrow(/MEDIUM X-01/);
  });
});
