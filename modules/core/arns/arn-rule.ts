import type { Rule } from "../validation/rules";
import { isKnown } from "../validation/tokens";
import { partitionOf } from "./partitions";

/** Parts that an ARN must have. Parts that are absent or unknown until plan are not compared. */
export interface ArnParts {
  /** Kind of resource with its article, for the message: `an SQS queue`. */
  readonly of: string;
  /** Service in the ARN: `sqs`. */
  readonly service: string;
  /** Everything behind the account. */
  readonly resource: RegExp;
  /** Region, or `""` for resources without one. @default any region */
  readonly region?: string;
  /** Accounts of which the ARN names one; `aws` for resources of AWS itself. @default any account */
  readonly accounts?: readonly string[];
  /** @default the partition of `region` */
  readonly partition?: string;
}

/** Accepts ARNs with the given parts. One rule compares region, account and partition wherever AWS demands them. */
export function arn(parts: ArnParts, fix: string): Rule<string> {
  const comparable = comparableParts(parts);
  const pattern = patternOf(comparable);
  const allowed = descriptionOf(comparable);
  return (value) => (pattern.test(value) ? [] : [{ value, allowed, fix }]);
}

/** The parts without those that are unknown until plan. */
function comparableParts({ accounts, ...parts }: ArnParts): ArnParts {
  const region = isKnown(parts.region) ? parts.region : undefined;
  const partition = isKnown(parts.partition) ? parts.partition : undefined;
  return {
    ...parts,
    region,
    accounts: accounts?.every(isKnown) ? accounts : undefined,
    partition: partition ?? (region ? partitionOf(region) : undefined),
  };
}

function patternOf({
  partition = "aws(?:-[a-z]+)*",
  service,
  region = "[a-z0-9-]+",
  accounts,
  resource,
}: ArnParts): RegExp {
  const account = accounts ? `(?:${accounts.join("|")})` : String.raw`\d{12}`;
  return new RegExp(`^arn:${[partition, service, region, account, resource.source].join(":")}$`);
}

function descriptionOf({ of, region, accounts, partition }: ArnParts): string {
  const place = region ? ` in ${region}` : "";
  const owner = accounts ? ` of account ${accounts.join(" or ")}` : "";
  const global =
    region === "" && partition !== undefined && partition !== "aws" ? ` of the partition ${partition}` : "";
  return `the ARN of ${of}${place}${owner}${global}`;
}
