import type { Status } from "../../../policies/engine/evaluate";

/** A configuration with a policy, and the status of a rule before and in a plan. */
export interface DocumentCase {
  readonly name: string;
  readonly rule: string;
  readonly config: object;
  readonly synth: Status;
  /** Status in a plan whose variable `later` is unknown until apply. */
  readonly plan: Status;
}

const statement = (principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: "glue:GetTable",
  Resource: "arn:aws:glue:us-east-1:111122223333:catalog",
  ...more,
});
const ANYONE = statement("*");
const ACCOUNT = statement({ AWS: "arn:aws:iam::111122223333:root" });
const block = (identifier: string, more: object = {}) => ({
  effect: "Allow",
  actions: ["glue:GetTable"],
  resources: ["arn:aws:glue:us-east-1:111122223333:catalog"],
  principals: [{ type: "AWS", identifiers: [identifier] }],
  ...more,
});
const ROOT = "arn:aws:iam::111122223333:root";
const LATER = { later: { default: null } };

const glue = (policy: string, rest: object = {}): object => ({
  resource: { aws_glue_resource_policy: { a: { policy } } },
  variable: LATER,
  ...rest,
});
const documents = (data: object, rest: object = {}): object =>
  glue("${data.aws_iam_policy_document.a.json}", { data: { aws_iam_policy_document: data }, ...rest });

/** One configuration with a statement that fails, and one with a statement that passes. */
function twins(name: string, config: (statement: object) => object): readonly DocumentCase[] {
  const of = (kind: string, one: object, status: Status): DocumentCase => ({
    name: `${name} ${kind}`,
    rule: "IAM-11",
    config: config(one),
    synth: status,
    plan: status,
  });
  return [of("for anyone", ANYONE, "fail"), of("for an account", ACCOUNT, "pass")];
}

function single(name: string, config: object, synth: Status, plan: Status = synth, rule = "IAM-11"): DocumentCase {
  return { name, rule, config, synth, plan };
}

const TEXTS: readonly DocumentCase[] = [
  ...twins("jsonencode of a local document", (one) =>
    glue("${jsonencode(local.doc)}", { locals: { doc: { Version: "2012-10-17", Statement: [one] } } }),
  ),
  ...twins("a local text", (one) =>
    glue("${local.text}", {
      locals: { doc: { Version: "2012-10-17", Statement: one }, text: "${jsonencode(local.doc)}" },
    }),
  ),
  ...twins("local statements", (one) =>
    glue('${jsonencode({ Version = "2012-10-17", Statement = local.all })}', { locals: { all: [one] } }),
  ),
  ...twins("an attribute of a local value", (one) =>
    glue('${jsonencode({ Version = "2012-10-17", Statement = [local.by["glue"].read, local.list[0]] })}', {
      locals: { by: { glue: { read: one } }, list: [ACCOUNT] },
    }),
  ),
  ...twins("concatenated statements", (one) =>
    glue(
      '${jsonencode({ Version = "2012-10-17", Statement = concat(local.base, [local.own], flatten([[local.base]])) })}',
      { locals: { base: [ACCOUNT], own: one } },
    ),
  ),
  ...twins("a merged statement", (one) =>
    glue('${jsonencode({ Version = "2012-10-17", Statement = [merge(local.base, { Sid = "Read" })] })}', {
      locals: { base: one },
    }),
  ),
  ...twins("statements for each element", (one) =>
    glue(
      '${jsonencode({ Version = "2012-10-17", Statement = [for s in local.all : merge(s, { Action = "glue:GetTables" })] })}',
      { locals: { all: [one] } },
    ),
  ),
  ...twins("a choice by a known condition", (one) =>
    glue('${jsonencode({ Version = "2012-10-17", Statement = var.open ? local.open : [] })}', {
      locals: { open: [one] },
      variable: { ...LATER, open: { default: true } },
    }),
  ),
  single(
    "known statements for anyone beside unknown ones",
    glue('${jsonencode({ Version = "2012-10-17", Statement = concat([local.own], jsondecode(var.later)) })}', {
      locals: { own: ANYONE },
    }),
    "fail",
    "unknown",
  ),
  single(
    "known statements for an account beside unknown ones",
    glue('${jsonencode({ Version = "2012-10-17", Statement = concat([local.own], jsondecode(var.later)) })}', {
      locals: { own: ACCOUNT },
    }),
    "unknown",
  ),
  single(
    "statements of unknown names",
    glue('${jsonencode({ Version = "2012-10-17", Statement = jsondecode(var.later) })}'),
    "unknown",
  ),
  single(
    "an unknown effect",
    glue(
      '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = var.later, Principal = "*", Action = "glue:GetTable", Resource = "*" }] })}',
    ),
    "unknown",
  ),
  single(
    "an unknown principal",
    glue(
      '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = var.later }, Action = "glue:GetTable", Resource = "*" }] })}',
    ),
    "unknown",
  ),
  single(
    "two ARNs of the same plan",
    glue(
      '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "glue:GetTable", Resource = [aws_sqs_queue.a.arn, aws_sns_topic.a.arn] }] })}',
      {
        resource: {
          aws_glue_resource_policy: {
            a: {
              policy:
                '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "glue:GetTable", Resource = [aws_sqs_queue.a.arn, aws_sns_topic.a.arn] }] })}',
            },
          },
          aws_sqs_queue: { a: {} },
          aws_sns_topic: { a: {} },
        },
      },
    ),
    "pass",
  ),
  single("the text of a file with a public policy", glue('${file("${path.module}/anyone.json")}'), "unknown", "fail"),
  single("the text of a file with a policy", glue('${file("${path.module}/account.json")}'), "unknown", "pass"),
  single(
    "a template with a public policy",
    glue('${templatefile("${path.module}/policy.json.tftpl", { principal = "*" })}'),
    "unknown",
    "fail",
  ),
  single(
    "a template with a policy",
    glue(`\${templatefile("\${path.module}/policy.json.tftpl", { principal = "${ROOT}" })}`),
    "unknown",
    "pass",
  ),
  single(
    "a template with an unknown value",
    glue('${templatefile("${path.module}/policy.json.tftpl", { principal = var.later })}'),
    "unknown",
  ),
];

const SOURCES: readonly DocumentCase[] = [
  single(
    "a source document for anyone",
    documents({
      base: { statement: block("*") },
      a: { source_policy_documents: ["${data.aws_iam_policy_document.base.json}"], statement: block(ROOT) },
    }),
    "fail",
  ),
  single(
    "a source document for an account",
    documents({
      base: { statement: block(ROOT) },
      a: { source_policy_documents: ["${data.aws_iam_policy_document.base.json}"], statement: block(ROOT) },
    }),
    "pass",
  ),
  single(
    "an override that closes a statement",
    documents({
      closed: { statement: block(ROOT, { sid: "Read" }) },
      a: {
        override_policy_documents: ["${data.aws_iam_policy_document.closed.json}"],
        statement: block("*", { sid: "Read" }),
      },
    }),
    "pass",
  ),
  single(
    "an override of another statement",
    documents({
      closed: { statement: block(ROOT, { sid: "Write" }) },
      a: {
        override_policy_documents: ["${data.aws_iam_policy_document.closed.json}"],
        statement: block("*", { sid: "Read" }),
      },
    }),
    "fail",
  ),
  single(
    "an override that opens a statement",
    documents({
      open: { statement: block("*", { sid: "Read" }) },
      a: {
        override_policy_documents: ["${data.aws_iam_policy_document.open.json}"],
        statement: block(ROOT, { sid: "Read" }),
      },
    }),
    "fail",
  ),
  single(
    "an own statement in place of a source's",
    documents({
      open: { statement: block("*", { sid: "Read" }) },
      a: {
        source_policy_documents: ["${data.aws_iam_policy_document.open.json}"],
        statement: block(ROOT, { sid: "Read" }),
      },
    }),
    "pass",
  ),
  single(
    "an unknown override of a statement with an id",
    documents({ a: { override_policy_documents: ["${var.later}"], statement: block("*", { sid: "Read" }) } }),
    "unknown",
  ),
  single(
    "an unknown override of a statement without an id",
    documents({ a: { override_policy_documents: ["${var.later}"], statement: block("*") } }),
    "fail",
  ),
  single(
    "an unknown source",
    documents({ a: { source_policy_documents: ["${var.later}"], statement: block(ROOT) } }),
    "unknown",
  ),
  single(
    "a list of sources by a local value",
    documents(
      {
        base: { statement: block("*") },
        a: { source_policy_documents: "${local.sources}", statement: block(ROOT) },
      },
      { locals: { sources: ["${data.aws_iam_policy_document.base.json}"] } },
    ),
    "fail",
  ),
  single(
    "a source that is a text",
    documents(
      { a: { source_policy_documents: ["${jsonencode(local.doc)}"] } },
      { locals: { doc: { Version: "2012-10-17", Statement: [ANYONE] } } },
    ),
    "fail",
  ),
  single(
    "the only instance of a document for anyone",
    glue("${data.aws_iam_policy_document.a[0].json}", {
      data: { aws_iam_policy_document: { a: { count: 1, statement: block("*") } } },
    }),
    "fail",
  ),
  single(
    "the only instance of a document, joined",
    glue('${join("", data.aws_iam_policy_document.a[*].json)}', {
      data: { aws_iam_policy_document: { a: { count: 1, statement: block("*") } } },
    }),
    "fail",
  ),
  single(
    "one of two documents",
    glue("${var.open ? data.aws_iam_policy_document.a.json : data.aws_iam_policy_document.b.json}", {
      data: { aws_iam_policy_document: { a: { statement: block("*") }, b: { statement: block(ROOT) } } },
      variable: { ...LATER, open: { default: false } },
    }),
    "pass",
  ),
  single(
    "one of two documents by an unknown condition",
    glue('${var.later == "a" ? data.aws_iam_policy_document.a.json : data.aws_iam_policy_document.b.json}', {
      data: { aws_iam_policy_document: { a: { statement: block("*") }, b: { statement: block(ROOT) } } },
    }),
    "unknown",
  ),
];

const DYNAMIC: readonly DocumentCase[] = [
  single(
    "dynamic statements for anyone",
    documents(
      {
        a: {
          dynamic: {
            statement: { for_each: "${local.readers}", content: block("${statement.value.principal}") },
          },
        },
      },
      { locals: { readers: { a: { principal: ROOT }, b: { principal: "*" } } } },
    ),
    "fail",
  ),
  single(
    "dynamic statements for an account",
    documents(
      {
        a: {
          statement: block(ROOT),
          dynamic: {
            statement: { for_each: "${local.readers}", iterator: "it", content: block('${it.value["principal"]}') },
          },
        },
      },
      { locals: { readers: [{ principal: ROOT }] } },
    ),
    "pass",
  ),
  single(
    "dynamic statements of unknown number",
    documents({ a: { dynamic: { statement: { for_each: "${jsondecode(var.later)}", content: block(ROOT) } } } }),
    "unknown",
  ),
  single(
    "dynamic statements of unknown number beside one for anyone",
    documents({
      a: {
        statement: block("*"),
        dynamic: { statement: { for_each: "${jsondecode(var.later)}", content: block(ROOT) } },
      },
    }),
    "fail",
  ),
  single(
    "dynamic statements of unknown number beside one for an account",
    documents({
      a: {
        statement: block(ROOT),
        dynamic: { statement: { for_each: "${jsondecode(var.later)}", content: block(ROOT) } },
      },
    }),
    "unknown",
  ),
  single(
    "dynamic principals of unknown number",
    documents({
      a: {
        statement: {
          ...block(ROOT),
          principals: undefined,
          dynamic: {
            principals: {
              for_each: "${jsondecode(var.later)}",
              content: { type: "AWS", identifiers: "${principals.value}" },
            },
          },
        },
      },
    }),
    "unknown",
  ),
  single(
    "dynamic conditions of unknown number",
    documents({
      a: {
        statement: {
          ...block("*"),
          dynamic: {
            condition: {
              for_each: "${jsondecode(var.later)}",
              content: { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
            },
          },
        },
      },
    }),
    "unknown",
  ),
];

const deny = (resources: readonly string[], more: object = {}) => ({
  effect: "Deny",
  actions: ["s3:*"],
  resources,
  principals: [{ type: "*", identifiers: ["*"] }],
  condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  ...more,
});
const bucket = (...statement: readonly object[]): object => ({
  resource: {
    aws_s3_bucket_policy: { a: { bucket: "orders", policy: "${data.aws_iam_policy_document.a.json}" } },
  },
  data: { aws_iam_policy_document: { a: { statement } } },
  variable: LATER,
});
const ARN = "arn:aws:s3:::orders";

const SPLIT_DENIES: readonly DocumentCase[] = [
  single(
    "a Deny for the bucket and one for its objects",
    bucket(deny([ARN]), deny([`${ARN}/*`])),
    "pass",
    "pass",
    "S3-02",
  ),
  single("a Deny for the bucket only, twice", bucket(deny([ARN]), deny([ARN])), "fail", "fail", "S3-02"),
  single(
    "a Deny for the bucket and one for other objects",
    bucket(deny([ARN]), deny(["arn:aws:s3:::mails/*"])),
    "fail",
    "fail",
    "S3-02",
  ),
  single(
    "a Deny for the bucket and one for reading its objects",
    bucket(deny([ARN]), deny([`${ARN}/*`], { actions: ["s3:GetObject"] })),
    "fail",
    "fail",
    "S3-02",
  ),
  single(
    "a Deny for the bucket and one for its objects with another condition",
    bucket(
      deny([ARN]),
      deny([`${ARN}/*`], {
        condition: [{ test: "NumericLessThan", variable: "s3:TlsVersion", values: ["1.2"] }],
      }),
    ),
    "fail",
    "fail",
    "S3-02",
  ),
  single(
    "a Deny for the bucket and one of an unknown effect",
    bucket(deny([ARN]), deny([`${ARN}/*`], { effect: "${var.later}" })),
    "unknown",
    "unknown",
    "S3-02",
  ),
];

export const DOCUMENT_CASES: readonly DocumentCase[] = [...TEXTS, ...SOURCES, ...DYNAMIC, ...SPLIT_DENIES];
