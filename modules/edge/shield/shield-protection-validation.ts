import type { Construct } from "constructs";
import { AwsStack, Validation, arn, isKnown, matching, oneOf, requireProps, satisfying, type Rule } from "../../core";
import { resourcesOf } from "./protectable-resources";
import type { ShieldProtectionProps } from "./shield-protection-props";

const MAX_NAME_LENGTH = 128;
const FIX = "Shield protects no stage of API Gateway and no function: protect the distribution in front of it";
const DISTRIBUTION = { of: "a distribution", service: "cloudfront", resource: /distribution\/[A-Z0-9]+/, region: "" };
const LOAD_BALANCER = {
  of: "an Application Load Balancer",
  service: "elasticloadbalancing",
  resource: /loadbalancer\/app\/[\w-]+\/[0-9a-f]+/,
};
const ELASTIC_IP = { of: "an Elastic IP address", service: "ec2", resource: /eip-allocation\/eipalloc-[0-9a-f]+/ };
/** Hosted zones have neither region nor account. */
const HOSTED_ZONE = /^arn:aws[a-z-]*:route53:::hostedzone\/[A-Z0-9]+$/;

/** Limits of `CreateProtection`, which also fails without the subscription. */
export function validateShieldProtection(scope: Construct, id: string, props: ShieldProtectionProps): void {
  requireProps(scope, id, props, { name: "string", ddosProtection: "string", subscription: "string" });
  const resources = resourcesOf(props);
  const { region } = AwsStack.of(scope);
  const names = resources.map(({ name }) => name);
  const eachOnce = protectedOnce(resources.map(({ arn: protectedArn }) => protectedArn));
  new Validation(scope, id)
    .props(props, {
      ddosProtection: [
        oneOf<string>(["standard", "advanced"], "choose one"),
        satisfying<string>(
          (level) => level !== "advanced" || props.subscription === "subscribed",
          "standard without a subscription",
          "subscribe the account to Shield Advanced first: CreateProtection fails without",
        ),
      ],
      subscription: oneOf<string>(["none", "subscribed"], "note whether the account has the subscription"),
      name: satisfying<string>(
        (name) => names.every((one) => `${name}-${one}`.length <= MAX_NAME_LENGTH),
        `at most ${MAX_NAME_LENGTH} characters with the name of a resource`,
        "shorten it",
      ),
      distributions: [named(names), eachArn(arn(DISTRIBUTION, FIX)), eachOnce],
      hostedZones: [named(names), eachArn(matching(HOSTED_ZONE, "the ARN of a hosted zone", FIX)), eachOnce],
      loadBalancers: [named(names), eachArn(arn({ ...LOAD_BALANCER, region }, FIX)), eachOnce],
      elasticIps: [named(names), eachArn(arn({ ...ELASTIC_IP, region }, FIX)), eachOnce],
    })
    .throwIfInvalid();
}

/** Accepts names in kebab-case that no other resource has. */
function named(names: readonly string[]): Rule<Readonly<Record<string, string>>> {
  const kebabCase = matching(/^[a-z][a-z0-9-]*$/, "names in kebab-case", "rename the resource");
  const once = satisfying<string>(
    (name) => names.filter((one) => one === name).length === 1,
    "a name for each resource",
    "rename one of both resources",
  );
  return (arns) =>
    Object.keys(arns).flatMap((name) => [...kebabCase(name), ...once(name)].map((one) => ({ value: name, ...one })));
}

/** Accepts ARNs that no other name has: a resource has one protection. */
function protectedOnce(all: readonly string[]): Rule<Readonly<Record<string, string>>> {
  return eachArn(
    satisfying(
      (value) => all.filter((one) => one === value).length === 1,
      "an ARN that no other name has",
      "remove the repetition",
    ),
  );
}

function eachArn(rule: Rule<string>): Rule<Readonly<Record<string, string>>> {
  return (arns) =>
    Object.entries(arns)
      .filter(([, value]) => isKnown(value))
      .flatMap(([name, value]) => rule(value).map((one) => ({ value, ...one, below: `.${name}` })));
}
