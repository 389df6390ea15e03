import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { each, matching, nonEmpty, oneOf, satisfying, type Rule } from "../validation/rules";
import { requireProps } from "../validation/required";
import { Validation } from "../validation/validation";

/** One condition: `{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }`. */
export interface PolicyCondition {
  /** Condition operator: `StringEquals`, `ArnLike`... */
  readonly test: string;
  /** Condition key: `aws:SourceArn`. */
  readonly variable: string;
  /** Accepted values; one match suffices. */
  readonly values: readonly string[];
}

/** Principals of a resource policy or a trust policy. */
export interface PolicyPrincipal {
  /** Kind of the identifiers. */
  readonly type: "Service" | "AWS" | "Federated" | "*";
  /** Service names, ARNs or account ids, by the type. */
  readonly identifiers: readonly string[];
}

/** One statement of an IAM policy. */
export interface PolicyStatement {
  /** Id of the statement, unique in its document: letters and digits. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** `service:Action`; a service-wide `*` is refused in an allowing statement unless `unscopedBecause` is given. */
  readonly actions: readonly string[];
  /** ARNs. Absent in trust policies. A lone `*` in an allowing identity statement needs `unscopedBecause`. */
  readonly resources?: readonly string[];
  /** Only in resource and trust policies. */
  readonly principals?: readonly PolicyPrincipal[];
  /** Conditions that all must hold. @default none */
  readonly conditions?: readonly PolicyCondition[];
  /** Reason why the statement cannot name its actions or resources. For reviewers; not part of the policy. */
  readonly unscopedBecause?: string;
}

/** A sid for a grant, unique within the stack: the verb and the path of the owner, `SendOrdersQueue`. */
export function sidOf(verb: string, owner: Construct): string {
  const [, ...ids] = owner.node.path.split("/");
  return `${verb}${ids.join("-").replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase())}`;
}

/**
 * An IAM policy document that grants extend. The provider's `aws_iam_policy_document` renders it, so that reviews and
 * plans show statements and not an escaped string.
 */
export class PolicyDocument extends Construct {
  private readonly document: DataAwsIamPolicyDocument;
  private readonly statements: PolicyStatement[] = [];

  /** @throws InputError when a statement is malformed, or has a wildcard without `unscopedBecause`. */
  constructor(scope: Construct, id: string, statements: readonly PolicyStatement[] = []) {
    requireProps(scope, id, { statements }, { statements: "list" });
    super(scope, id);
    this.document = new DataAwsIamPolicyDocument(this, "document", {});
    statements.forEach((statement) => this.add(statement));
  }

  /** The rendered policy, for the argument of a resource. */
  get json(): string {
    return this.document.json;
  }

  /** Characters of the statements without white space, as IAM counts them; a reference counts as it is written. */
  get length(): number {
    return this.rendered(this.statements.map(toTerraform)).length;
  }

  /**
   * Adds one statement. A repeated statement is added once.
   *
   * @throws InputError when another statement has the same sid, or the statement is not valid.
   */
  add(statement: PolicyStatement): void {
    const sameSid = this.statements.find(({ sid }) => sid === statement.sid);
    const validation = new Validation(this.node.scope!, this.node.id);
    validateStatement(validation, statement);
    validation.check(
      !sameSid || this.rendered(sameSid) === this.rendered(statement),
      "sid",
      statement.sid,
      "a sid that no other statement of the document has",
      "give the statement another sid",
    );
    validation.throwIfInvalid();
    if (sameSid) return;
    this.statements.push(statement);
    this.document.putStatement(this.statements.map(toTerraform));
  }

  /** The synthesized text of statements: different tokens can resolve to the same attribute. */
  private rendered(statements: object): string {
    const resolver = new DefaultTokenResolver(new StringConcat());
    return JSON.stringify(Tokenization.resolve(statements, { scope: this, resolver, preparing: false }));
  }
}

function validateStatement(validation: Validation, statement: PolicyStatement): void {
  const { sid, actions, resources = [], principals, effect = "Allow", unscopedBecause } = statement;
  const property = (name: string): string => `statement ${sid} ${name}`;
  const scoped = effect === "Deny" || Boolean(unscopedBecause);
  validation
    .apply("sid", sid, matching(/^[A-Za-z0-9]+$/, "letters and digits", "remove other characters"))
    .apply(
      property("effect"),
      effect,
      oneOf<string>(["Allow", "Deny"], "choose whether the statement allows or denies"),
    )
    .apply(property("actions"), actions, nonEmpty("at least one action", "name the actions"), each(actionRule(scoped)))
    .check(
      scoped || principals !== undefined || !resources.some((resource) => /^\*+$/.test(resource)),
      property("resources"),
      resources,
      "ARNs",
      "name the resources, or give the reason in unscopedBecause",
    );
}

function actionRule(scoped: boolean): Rule<string> {
  return satisfying(
    (action) => /^[a-z0-9-]+:[A-Za-z0-9*]+$/.test(action) && (scoped || !/:\*+$/.test(action)),
    "service:Action without a service-wide wildcard",
    "name the actions, or give the reason in unscopedBecause",
  );
}

function toTerraform({ sid, effect, actions, resources, principals, conditions }: PolicyStatement) {
  return {
    sid,
    effect: effect ?? "Allow",
    actions: [...actions],
    resources: resources && [...resources],
    principals: principals?.map(({ type, identifiers }) => ({ type, identifiers: [...identifiers] })),
    condition: conditions?.map(({ test, variable, values }) => ({ test, variable, values: [...values] })),
  };
}
