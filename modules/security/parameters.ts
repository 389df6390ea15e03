import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { AWS_REGIONS, Validation, checkName, sidOf, type AwsRegion, type Grantee } from "../core";

export interface ParametersProps<Key extends string = string> {
  /** What every name begins with: `/shop/dev`. */
  readonly path: string;
  readonly account: string;
  readonly region: AwsRegion;
  /** Values by the rest of their names: `{ "database/endpoint": database.endpoint }`. Nothing that is secret. */
  readonly values: Readonly<Record<Key, string>>;
}

/** Limits of names, and of values of the Standard tier (SSM `PutParameter`). */
const MAX_NAME_LENGTH = 1011;
const MAX_LEVELS = 15;
const MAX_VALUE_LENGTH = 4096;

/** Keys that end in such a word name a secret; `database/credentials-arn` names where one is. */
const SECRET_KEY = /(?:password|passwd|secret|token|credentials?|(?:api|access|private)-?key|secret-?value)$/;

/**
 * Configuration that is read at run time: one plain SSM parameter per value under a common path, so that a reader needs one grant
 * and one `GetParametersByPath`.
 */
export class Parameters<Key extends string = string> extends Construct {
  /** Full names by key. A reference to one makes the parameter come first. */
  readonly parameterNames: Readonly<Record<Key, string>>;
  private readonly pathArn: string;

  /** @throws InputError when a name, a key or a value is not what SSM accepts, or when a key asks for a secret. */
  constructor(scope: Construct, id: string, props: ParametersProps<Key>) {
    validate(scope, id, props);
    super(scope, id);
    const { path, account, region, values } = props;
    this.pathArn = `arn:aws:ssm:${region}:${account}:parameter${path}`;
    const entries = Object.entries<string>(values).map(([key, value]) => {
      const name = `${path}/${key}`;
      // Not the `value` argument, which plans hide: nothing here is secret, and a review has to see what changes.
      const parameter = new SsmParameter(this, idOf(key), {
        name,
        type: "String",
        tier: "Standard",
        insecureValue: value,
      });
      return [key, parameter.name];
    });
    this.parameterNames = Object.fromEntries(entries) as Record<Key, string>;
  }

  /** Lets the grantee's role read every parameter below the path, those of other constructs included. */
  grantRead(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Read", this),
      actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      resources: [this.pathArn, `${this.pathArn}/*`],
    });
  }
}

function idOf(key: string): string {
  return key.replaceAll("/", "-");
}

function validate(scope: Construct, id: string, { path, account, region, values }: ParametersProps): void {
  const keys = Object.keys(values);
  const validation = new Validation(scope, id)
    .accountId("account", account)
    .oneOf<string>("region", region, AWS_REGIONS, "pass the stack's region")
    .check(keys.length > 0, "values", values, "at least one value", "leave the construct out");
  checkName(validation, "parameter name", path, "path");
  Object.entries(values).forEach(([key, value]) => {
    validateKey(validation, path, key);
    validateValue(validation, key, value);
    const twin = keys.find((other) => other !== key && idOf(other) === idOf(key));
    validation.check(!twin, `values.${key}`, key, `another id than ${twin}`, "rename one of the two");
  });
  validation.throwIfInvalid();
}

function validateKey(validation: Validation, path: string, key: string): void {
  const property = `values.${key}`;
  const name = `${path}/${key}`;
  validation
    .matches(
      property,
      key,
      /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/,
      "a key of lower-case words with / or - between them",
      "rename the key",
    )
    .check(!SECRET_KEY.test(key), property, key, "a key that asks for no secret", "use a secret and pass its ARN")
    .check(
      name.length <= MAX_NAME_LENGTH && name.split("/").length - 1 <= MAX_LEVELS,
      property,
      name,
      `at most ${MAX_NAME_LENGTH} characters in ${MAX_LEVELS} levels, path included`,
      "shorten the key or the path",
    );
}

function validateValue(validation: Validation, key: string, value: string): void {
  const property = `values.${key}`;
  validation
    .check(
      () => value.length > 0 && value.length <= MAX_VALUE_LENGTH,
      property,
      value,
      `1 to ${MAX_VALUE_LENGTH} characters`,
      "shorten the value, or leave the parameter out",
    )
    .check(
      () => !value.includes("{{"),
      property,
      value,
      "a value without {{, by which SSM refers to another parameter",
      "reword the value",
    );
}
