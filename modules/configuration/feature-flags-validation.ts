import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  each,
  inRegion,
  isKnown,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  unique,
  type Rule,
  type Violation,
} from "../core";
import { ROLL_OUTS, type FeatureFlag, type FeatureFlagsProps, type Flags } from "./feature-flags-props";
import { flagDocument } from "./flag-document";

const FLAG_NAME = /^[a-z][a-z0-9_-]{0,63}$/;
const ATTRIBUTE_NAME = /^(?!enabled$)[a-z][a-zA-Z0-9_-]{0,63}$/;
/** Terraform would read it as the beginning of an expression. */
const TEMPLATE = /[$%]\{/;
/** Largest document of the hosted store in bytes (AWS AppConfig quotas). */
const MOST_BYTES = 2_000_000;

/**
 * Checks the limits of AppConfig and of its feature flags.
 *
 * @throws InputError with every problem of the props.
 */
export function validateFeatureFlags(scope: Construct, id: string, props: FeatureFlagsProps): void {
  requireProps(scope, id, props, {
    name: "string",
    environmentName: "string",
    profiles: "object",
    rollbackAlarmArns: "any",
    key: "object",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  const { rollbackAlarmArns } = props;
  new Validation(scope, id)
    .props(props, {
      name: [
        matching(/^[\w+=,.@-]{1,64}$/, "letters, digits and +=,.@_-", "remove other characters"),
        (name) => physicalName("role name")(rollbackRoleName(name)),
      ],
      environmentName: matching(/^[\w .-]{1,64}$/, "1 to 64 letters, digits, blanks, ., _ and -", "reword the name"),
      profiles: [atLeastOneProfile, profileRules],
      rollOut: oneOf<string>(Object.keys(ROLL_OUTS), "choose a strategy of AppConfig"),
      key: inRegion(region),
      regional: providerOfRegion(),
    })
    .apply("rollbackAlarmArns", rollbackAlarmArns === "none" ? undefined : rollbackAlarmArns, ...alarmRules(region))
    .throwIfInvalid();
}

/** Name of the role that reads the alarms. */
export const rollbackRoleName = (name: string): string => `${name}-appconfig`;

function alarmRules(region: string): readonly Rule<readonly string[]>[] {
  const alarm = arn({ of: "an alarm", service: "cloudwatch", resource: /alarm:[\x20-\x7e]{1,255}/, region }, FIX);
  return [
    satisfying<readonly string[]>(({ length }) => length >= 1 && length <= 5, "1 to 5 alarms, or none", FIX),
    unique(),
    each(alarm),
  ];
}

const FIX = "pass alarms of the region that judge new values";

const atLeastOneProfile: Rule<FeatureFlagsProps["profiles"]> = satisfying(
  (profiles) => Object.keys(profiles).length > 0,
  "at least one profile",
  "name a profile, such as { flags: {} }",
);

const profileRules: Rule<FeatureFlagsProps["profiles"]> = (profiles) =>
  Object.entries(profiles).flatMap(([name, flags]) => [
    ...matching(
      /^[\w-]{1,128}$/,
      "profiles of 1 to 128 letters, digits, _ and -",
      "rename the profile",
    )(name).map((violation) => ({ value: name, ...violation })),
    ...Object.entries(flags).flatMap(([flag, definition]) =>
      flagProblems(flag, definition).map((violation) => ({ ...violation, below: `.${name}.${flag}` })),
    ),
    ...documentSize(flags).map((violation) => ({ ...violation, below: `.${name}` })),
  ]);

function flagProblems(name: string, { description, attributes = {} }: FeatureFlag): readonly Violation[] {
  const text = [description, ...Object.values(attributes)].filter((value) => typeof value === "string");
  return [
    ...named(FLAG_NAME, "flags of 1 to 64 lower-case letters, digits, _ and -, beginning with a letter")(name),
    ...Object.keys(attributes).flatMap(
      named(ATTRIBUTE_NAME, "attributes of 1 to 64 letters, digits, _ and -, other than enabled"),
    ),
    ...satisfying<string>(
      ({ length }) => length <= 1024,
      "a description of at most 1024 characters",
      "shorten it",
    )(description).map((violation) => ({ value: description, ...violation })),
    ...text
      .filter((value) => isKnown(value) && TEMPLATE.test(value))
      .map((value) => ({ value, allowed: "text without ${ and %{", fix: "reword it: Terraform evaluates templates" })),
  ];
}

const named =
  (pattern: RegExp, allowed: string) =>
  (value: string): readonly Violation[] =>
    pattern.test(value) ? [] : [{ value, allowed, fix: `rename ${value}` }];

function documentSize(flags: Flags): readonly Violation[] {
  const bytes = Buffer.byteLength(flagDocument(flags));
  if (bytes <= MOST_BYTES) return [];
  return [{ value: bytes, allowed: `at most ${MOST_BYTES} bytes`, fix: "split the flags into several profiles" }];
}
