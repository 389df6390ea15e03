import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  inRegion,
  isKnown,
  matching,
  physicalName,
  providerOfRegion,
  standardQueue,
  type Rule,
} from "../core";
import { subscriptionId, type AlarmTopicProps } from "./alarm-topic-props";

const ADDRESS = matching(
  /^[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/,
  "an e-mail address without wildcards",
  "write the address out",
);

/** Limits of `CreateTopic` and `Subscribe`. */
export function validateAlarmTopic(scope: Construct, id: string, props: AlarmTopicProps): void {
  requireProps(scope, id, props, { name: "string", key: "object", emails: "any" });
  const region = props.regional?.region ?? AwsStack.of(scope).region;
  new Validation(scope, id)
    .props(props, {
      regional: providerOfRegion(),
      name: physicalName("topic name"),
      key: inRegion(region, "encrypt the topic with a key of its region"),
      "pagerDuty.deadLetterQueue": standardQueue(region),
      emails: (emails) => (emails === "none" ? [] : addressRule(emails)),
    })
    .check(
      props.pagerDuty === undefined || !isKnown(props.pagerDuty.integrationUrl),
      "pagerDuty.integrationUrl",
      props.pagerDuty && "a literal",
      "a sensitive Terraform variable",
      "declare a TerraformVariable with sensitive: true, and pass its stringValue: the URL is a credential",
    )
    .throwIfInvalid();
}

const addressRule: Rule<readonly string[]> = (addresses) => {
  const none = { value: addresses, allowed: 'at least one address, or "none"', fix: "list who receives alarms" };
  return addresses.length === 0 ? [none] : addresses.flatMap((_, position) => addressViolations(addresses, position));
};

function addressViolations(addresses: readonly string[], position: number): ReturnType<Rule<string>> {
  const address = addresses[position]!;
  // Construct ids derive from addresses, so that an address must be a literal.
  const value = isKnown(address) ? address : "a value known only to Terraform";
  const earlier = addresses.slice(0, position).map(subscriptionId);
  const repeated = {
    value,
    allowed: "addresses that differ in letters or digits",
    fix: "list every address once",
  };
  return [...ADDRESS(value), ...(earlier.includes(subscriptionId(address)) ? [repeated] : [])];
}
