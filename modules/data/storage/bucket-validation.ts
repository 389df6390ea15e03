import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  each,
  inRegion,
  integer,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  satisfying,
  type Rule,
} from "../../core";
import { BUCKET_INTENTS, type BucketProps, type CorsRule } from "./bucket-props";

const MAX_DAYS = 36_500;
const ORIGIN = /^(?:\*|https?:\/\/(?!.*\*.*\*)[\w.*-]+(?::\d+)?)$/;
const CUSTOMER_KEY_INTENTS = ["artifacts", "content", "website"];

/** @throws InputError with every problem of the props. */
export function validateBucket(scope: Construct, id: string, props: BucketProps): void {
  requireProps(scope, id, props, { name: "string", intent: "string" });
  const { region } = props.regional ?? AwsStack.of(scope);
  const customerKey = props.key === "s3-managed" ? undefined : props.key;
  new Validation(scope, id)
    .props(props, {
      intent: oneOf<string>(BUCKET_INTENTS, "state the purpose of the bucket"),
      expireAfterDays: [integer(1, MAX_DAYS, "choose the lifetime of objects"), notFor(props, "website")],
      noncurrentDays: [integer(1, MAX_DAYS, "choose the lifetime of replaced versions"), notFor(props, "logs")],
      lockDays: [integer(1, MAX_DAYS, "choose how long nobody deletes a version"), notFor(props, "logs")],
      infrequentAccessAfterDays: integer(30, MAX_DAYS, "S3 moves objects after at least 30 days"),
      cors: [
        satisfying((rules) => rules.length <= 100, "at most 100 rules", "join rules"),
        each(
          satisfying<CorsRule>(
            ({ allowedOrigins }) => allowedOrigins.length > 0 && allowedOrigins.every((origin) => ORIGIN.test(origin)),
            "origins such as https://shop.example.com with at most one *",
            "write scheme and host without a path",
            ({ allowedOrigins }) => allowedOrigins,
          ),
        ),
      ],
      backup: matching(/^[\w.:/=+@-]{1,256}$/, "a tag value", 'name the plan, or write "none"'),
      regional: providerOfRegion(),
      name: physicalName("bucket name"),
    })
    .props({ key: customerKey }, { key: inRegion(region) })
    .props({ key: keyChoice(props) }, { key: encryptionFor(props) })
    .throwIfInvalid();
}

/** Refuses a lifetime for buckets of one intent. */
function notFor({ intent }: BucketProps, refused: "website" | "logs"): Rule<number> {
  const fix =
    refused === "website"
      ? "omit it: a live site must not expire"
      : "omit it: logs are not versioned; expireAfterDays limits them";
  return satisfying(() => intent !== refused, `nothing for ${refused}`, fix);
}

function keyChoice({ key }: BucketProps): string {
  if (key === undefined) return "none";
  return key === "s3-managed" ? key : "a key";
}

function encryptionFor({ intent }: BucketProps): Rule<string> {
  return CUSTOMER_KEY_INTENTS.includes(intent)
    ? satisfying(
        (choice) => choice !== "none",
        'a key, or "s3-managed" for content of no consequence',
        "pass the key that protects the content",
        () => undefined,
      )
    : satisfying(
        (choice) => choice !== "a key",
        `"s3-managed" for ${intent}`,
        "omit the key: the services that use such a bucket cannot use it",
      );
}
