import type { TerraformJson } from "../../modules/core";
import { withRehearsalWorkspace, withSession } from "../../tools/rehearsal/session";
import { thisMachine } from "../../tools/runner/command/machine";
import { Terraform } from "../../tools/runner/terraform/terraform";
import { testWith } from "../support/with-tool";
import { alarm, field, pipeline, role, rule, subnet, topic, vpc } from "./mistakes/blocks";
import { APPLY_MISTAKES } from "./mistakes/apply";
import type { MistakenConfig } from "./mistakes/mistake";
import { PLAN_MISTAKES } from "./mistakes/plan";
import { VALIDATE_MISTAKES } from "./mistakes/validate";

type Step = "validate" | "plan" | "apply";

/** Runs Terraform up to the first failing step. @returns the step and Terraform's error. */
async function firstError({ resource, data, output }: MistakenConfig): Promise<{ step: Step | "none"; error: string }> {
  const config = {
    terraform: { required_providers: { aws: { source: "aws", version: "6.25.0" } } },
    provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111122223333"] }] },
    ...{ resource, data, output },
  } as TerraformJson;
  const terraform = await Terraform.find(thisMachine(), new AbortController().signal);
  return withRehearsalWorkspace(terraform, [], process.env, (workspace) =>
    withSession(workspace, "mistake", [config], async (session) => {
      await session.configure(config);
      const commands: [Step, string[]][] = [
        ["validate", ["validate", "-no-color"]],
        ["plan", ["plan", "-input=false", "-no-color", "-out=plan"]],
        ["apply", ["apply", "-input=false", "-no-color", "plan"]],
      ];
      for (const [step, args] of commands) {
        const { code, stderr } = await session.run(...args);
        // Terraform wraps lines at 78 columns inside a frame.
        if (code !== 0) return { step, error: stderr.replaceAll(/[\s│╷╵]+/g, " ") };
      }
      return { step: "none", error: "" };
    }),
  );
}

const testMistake = testWith("terraform", "the errors of Terraform in a rehearsal");

const STEPS = [
  { step: "validate", mistakes: VALIDATE_MISTAKES },
  { step: "plan", mistakes: PLAN_MISTAKES },
  { step: "apply", mistakes: APPLY_MISTAKES },
];

describe.each(STEPS)("terraform $step in a rehearsal", ({ step, mistakes }) => {
  testMistake.each([...mistakes])("reports $title", async ({ config, error }) => {
    expect(await firstError(config)).toEqual({ step, error: expect.stringContaining(error) });
  });
});

testMistake("the same constructs without a mistake pass all steps", async () => {
  const resource: MistakenConfig["resource"] = {
    ...pipeline(2),
    ...rule({ byte_match_statement: { ...field, positional_constraint: "EXACTLY", search_string: "a" } }),
    aws_vpc: vpc,
    aws_subnet: { s: subnet() },
    aws_sns_topic: topic,
    aws_iam_role: { r: role() },
    aws_cloudwatch_metric_alarm: { a: alarm({ period: 300, alarm_actions: ["${aws_sns_topic.t.arn}"] }) },
    aws_iam_role_policy_attachment: { a: { role: "r", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" } },
    aws_acm_certificate: { c: { domain_name: "a.test" } },
    aws_route53_record: {
      r: {
        for_each: "${{for option in aws_acm_certificate.c.domain_validation_options : option.domain_name => option}}",
        zone_id: "Z1",
        name: "${each.value.resource_record_name}",
        type: "CNAME",
        ttl: 60,
        records: ["${each.value.resource_record_value}"],
      },
    },
  };
  expect(await firstError({ resource })).toEqual({ step: "none", error: "" });
});
