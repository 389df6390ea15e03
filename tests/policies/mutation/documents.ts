import { graphOf } from "../../../policies/engine/evaluate";
import type { Resource, Values } from "../../../policies/engine/resource";
import type { StackInput } from "../../../policies/engine/synth-input";
import { recordsOf } from "../../../policies/engine/values";
import { replacedAt } from "./change";
import { replaced, type Mutant } from "./mutants";

/** Ways to weaken a statement. */
const WEAKENINGS = {
  "open to anyone": (one: Values) =>
    isAllow(one) && one["principals"] ? { ...without(one, "condition"), principals: ANYONE } : undefined,
  "without its conditions": (one: Values) => (isAllow(one) && one["condition"] ? without(one, "condition") : undefined),
  "for every action": (one: Values) => (isAllow(one) ? { ...one, actions: ["*"] } : undefined),
  "for all of a service": (one: Values) => (isAllow(one) ? { ...one, actions: [`${serviceOf(one)}:*`] } : undefined),
  "on every resource": (one: Values) =>
    isAllow(one) && !texts(one["resources"]).includes("*") ? { ...one, resources: ["*"] } : undefined,
  "no longer denied": (one: Values) => (isAllow(one) ? undefined : REMOVED),
} as const;

type Weakening = keyof typeof WEAKENINGS;

/** Owners of the policy statements of a type. */
interface Holder {
  readonly path: string;
  readonly owners: Readonly<Partial<Record<Weakening, string | ((statement: Values) => string)>>>;
  /** Other rules that may fail. */
  readonly also?: readonly string[];
}

/** Resource policies must admit neither unknown callers nor services on behalf of unknown accounts. */
const resourcePolicy = (path: string, rule: string, noPlainHttp?: string): Holder => ({
  path,
  owners: {
    "open to anyone": rule,
    "without its conditions": rule,
    ...(noPlainHttp && { "no longer denied": noPlainHttp }),
  },
});

const NAMED_BY_IAM_04 = ["iam:PassRole", "kms:Decrypt", "sts:AssumeRole"];

function roleOrKeyOwner({ actions }: Values): string {
  return texts(actions).some((action) => NAMED_BY_IAM_04.includes(String(action))) ? "IAM-04" : "IAM-02";
}

export const HOLDERS: Readonly<Record<string, Holder>> = {
  aws_backup_vault_policy: resourcePolicy("policy", "BKP-01", "BKP-01"),
  aws_cloudwatch_log_resource_policy: resourcePolicy("policy_document", "LOG-02"),
  aws_ecr_repository_policy: resourcePolicy("policy", "ECR-01"),
  aws_iam_role: {
    path: "assume_role_policy",
    owners: {
      "open to anyone": "IAM-05",
      "without its conditions": (statement) => (servicesOf(statement) === "" ? "IAM-05" : "IAM-10"),
    },
  },
  aws_iam_role_policy: {
    path: "policy",
    owners: {
      "for every action": "IAM-01",
      "for all of a service": "IAM-02",
      "on every resource": roleOrKeyOwner,
      "without its conditions": roleOrKeyOwner,
      "no longer denied": "IAM-02",
    },
    also: ["IAM-02", "IAM-03", "IAM-04"],
  },
  aws_kms_key: resourcePolicy("policy", "KMS-02"),
  aws_s3_bucket_policy: resourcePolicy("policy", "S3-08", "S3-02"),
  aws_sns_topic_policy: resourcePolicy("policy", "SNS-02", "SNS-02"),
  aws_sqs_queue_policy: resourcePolicy("policy", "SQS-03", "SQS-03"),
  aws_vpc_endpoint: resourcePolicy("policy", "NET-11"),
};

const ANYONE = [{ type: "*", identifiers: ["*"] }];
const REMOVED = {};

/** Every statement of every policy document × every weakening that has an owner. */
export function documentMutants(stack: StackInput): readonly Mutant[] {
  const graph = graphOf([stack]);
  return stack.resources.flatMap((resource) => {
    const holder = HOLDERS[resource.type];
    const [document] = graph.targets(stack.stack, holder && resource.values[holder.path]);
    if (!holder || document?.type !== "aws_iam_policy_document") return [];
    return recordsOf(document.values["statement"]).flatMap((statement, index) =>
      statementMutants(stack, { resource, document, holder, statement, index }),
    );
  });
}

interface Place {
  readonly resource: Resource;
  readonly holder: Holder;
  readonly document: Resource;
  readonly statement: Values;
  readonly index: number;
}

function statementMutants(
  { resources }: StackInput,
  { resource, holder: { path, owners, also }, document, statement, index }: Place,
): readonly Mutant[] {
  const statements = recordsOf(document.values["statement"]);
  return (Object.entries(owners) as [Weakening, Holder["owners"][Weakening]][]).flatMap(([weakening, owner = ""]) => {
    const weaker = WEAKENINGS[weakening](statement);
    if (weaker === undefined) return [];
    const kept = replacedAt(statements, index, weaker === REMOVED ? undefined : weaker);
    return {
      title: `${resource.type} ${path} ${String(statement["sid"])}${servicesOf(statement)} ${weakening}`,
      protection: { path, rule: typeof owner === "string" ? owner : owner(statement), also },
      resource,
      resources: replaced(resources, { ...document, values: { ...document.values, statement: kept } }),
    };
  });
}

const isAllow = (statement: Values): boolean => (statement["effect"] ?? "Allow") === "Allow";
const texts = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const serviceOf = (statement: Values): string => String(texts(statement["actions"])[0]).split(":")[0]!;

/** Service principals of a statement, for the title. */
function servicesOf({ principals }: Values): string {
  const services = recordsOf(principals).filter(({ type }) => type === "Service");
  return services.map(({ identifiers }) => `(${texts(identifiers).join()})`).join("");
}

function without(statement: Values, key: string): Values {
  const { [key]: _removed, ...others } = statement;
  return others;
}
