import fs from "node:fs";
import path from "node:path";
import { readPlan } from "../../../../policies";
import { findRefusals, withPlannedValues } from "../../../../policies/refusals";
import { thisMachine } from "../../../../tools/runner/command/machine";
import { withTemporaryFolder } from "../../../../tools/runner/command/temporary-folder";
import { findProvider } from "../../../../tools/runner/provider/provider-lookup";
import { Terraform } from "../../../../tools/runner/terraform/terraform";
import { OfflineWorkspace } from "../../../../tools/runner/terraform/workspace";
import { testWith } from "../../../support/with-tool";
import { placesOf } from "../stack";

const ROOT = path.resolve(__dirname, "../../../..");
const ALARM = `
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "Errors"
  namespace           = "Shop"
  period              = 60
  statistic           = "Sum"
  threshold           = 1`;

/** A project without CDKTF. One instance of each block is refused. */
const FILES = {
  "queues.tf": `
variable "receives" {
  default = { eu = 5, us = 5000 }
}
resource "aws_sqs_queue" "orders" {
  for_each = var.receives
  name     = each.key
  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:dead"
    maxReceiveCount     = each.value
  })
}`,
  "alarms.tf": `
resource "aws_cloudwatch_metric_alarm" "errors" {
  count               = 2
  alarm_name          = "errors-\${count.index}"
  datapoints_to_alarm = count.index + 1${ALARM}
}`,
  "groups.tf": `
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = "vpc-1"
  dynamic "egress" {
    for_each = { web = [80, 80], wrong = [443, 80] }
    content {
      protocol    = "tcp"
      from_port   = egress.value[0]
      to_port     = egress.value[1]
      cidr_blocks = ["10.0.0.0/16"]
    }
  }
}`,
  "modules.tf": `
module "topics" {
  source   = "./topic"
  for_each = toset(["orders", "mails"])
  name     = each.key
}`,
  "topic/main.tf": `
variable "name" {}
resource "aws_sns_topic" "this" {
  name = var.name
}
resource "aws_cloudwatch_metric_alarm" "failures" {
  alarm_name          = "failures-\${var.name}"
  alarm_actions       = [aws_sns_topic.this.arn]
  datapoints_to_alarm = var.name == "orders" ? 2 : 1${ALARM}
}`,
};

async function realPlan(): Promise<object> {
  const machine = thisMachine();
  const terraform = await Terraform.find(machine, new AbortController().signal);
  const provider = await findProvider(terraform, "6.25.0", machine);
  return withTemporaryFolder("hcl", async (root) => {
    const workspace = await OfflineWorkspace.create(terraform, provider, root);
    const config = { terraform: {}, provider: { aws: [{ region: "us-east-1" }] } };
    const folder = await workspace.copy({ name: "shop", config });
    for (const [name, text] of Object.entries(FILES)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    const run = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await workspace.run(folder, args);
      if (code !== 0) throw new Error(stderr || stdout);
      return stdout;
    };
    await run("get");
    await run("plan", "-refresh=false", "-lock=false", "-input=false", "-no-color", "-out=plan");
    return JSON.parse(await run("show", "-json", "plan")) as object;
  });
}

testWith("terraform", "a project in HCL")(
  "for_each, count, dynamic blocks and modules are seen in a plan of the real provider",
  async () => {
    const planned = withPlannedValues(undefined, readPlan({ name: "shop", plan: await realPlan() }));
    const { found, unseen } = findRefusals([planned], { root: ROOT });
    // A plan sorts the elements of a set.
    const places = placesOf(found).map((place) => place.replace(/egress\[\d\]/, "egress"));
    expect(places.sort()).toEqual([
      "AWS/pf-cloudwatch-datapoints-evaluation aws_cloudwatch_metric_alarm.errors[1] datapoints_to_alarm",
      'AWS/pf-cloudwatch-datapoints-evaluation module.topics["orders"].aws_cloudwatch_metric_alarm.failures datapoints_to_alarm',
      "AWS/pf-ec2-sg-port-range aws_security_group.web egress.from_port",
      'AWS/pf-sqs-redrive-policy aws_sqs_queue.orders["us"] redrive_policy',
    ]);
    expect(unseen).toEqual([]);
  },
  600_000,
);
