import type { Construct } from "constructs";
import { Validation, requireProps, matching, physicalName, providerOfRegion, satisfying, type Rule } from "../core";
import type { ParametersProps } from "./parameters-props";

/** Limits of names, and of values in the Standard tier (SSM `PutParameter`). */
const MAX_NAME_LENGTH = 1011;
const MAX_LEVELS = 15;
const MAX_VALUE_LENGTH = 4096;

const KEY = /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/;
/** Last words of keys that name a secret; `database/credentials-arn` names the place of one. */
const SECRET_KEY = /(?:password|passwd|secret|token|credentials?|(?:api|access|private)-?key|secret-?value)$/;

const VALUE_RULES: readonly Rule<string>[] = [
  satisfying(
    ({ length }) => length > 0 && length <= MAX_VALUE_LENGTH,
    `1 to ${MAX_VALUE_LENGTH} characters`,
    "shorten the value, or leave the parameter out",
  ),
  satisfying(
    (value) => !value.includes("{{"),
    "a value without {{, by which SSM refers to another parameter",
    "reword the value",
  ),
];

/** Checks the path, the keys and the values. Keys are part of construct ids, so no two keys may give the same id. */
export function validateParameters(scope: Construct, id: string, props: ParametersProps): void {
  requireProps(scope, id, props, { path: "string", values: "object" });
  const { path, values, regional } = props;
  const keys = Object.keys(values);
  const validation = new Validation(scope, id).props(
    { path, values: keys, regional },
    {
      regional: providerOfRegion(),
      path: physicalName("parameter name", "path"),
      values: satisfying(({ length }) => length > 0, "at least one value", "leave the construct out"),
    },
  );
  Object.entries(values).forEach(([key, value]) =>
    validation.apply(`values.${key}`, key, ...keyRules(path, keys)).apply(`values.${key}`, value, ...VALUE_RULES),
  );
  validation.throwIfInvalid();
}

/** Construct id of a parameter. */
export function parameterId(key: string): string {
  return key.replaceAll("/", "-");
}

function keyRules(path: string, keys: readonly string[]): readonly Rule<string>[] {
  const fullName = (key: string): string => `${path}/${key}`;
  return [
    matching(KEY, "a key of lower-case words with / or - between them", "rename the key"),
    satisfying((key) => !SECRET_KEY.test(key), "a key that names no secret", "use a secret and pass its ARN"),
    satisfying(
      (key) => fullName(key).length <= MAX_NAME_LENGTH && fullName(key).split("/").length - 1 <= MAX_LEVELS,
      `at most ${MAX_NAME_LENGTH} characters in ${MAX_LEVELS} levels, path included`,
      "shorten the key or the path",
      fullName,
    ),
    (key) =>
      keys
        .filter((other) => other !== key && parameterId(other) === parameterId(key))
        .map((other) => ({ allowed: `another id than ${other}`, fix: "rename one of the two" })),
  ];
}
