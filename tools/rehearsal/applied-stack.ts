/** The part of `terraform show -json` that is read. */
export interface TerraformState {
  readonly values?: {
    readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
    readonly root_module?: { readonly resources?: readonly AppliedResource[] };
  };
}

/** A resource or data source after the apply. */
export interface AppliedResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Every attribute, resolved. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** One statement of a rendered policy document. Actions and resources are always lists. */
export interface AppliedStatement {
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly principal?: unknown;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

type Attributes = Readonly<Record<string, unknown>>;

interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: AppliedStatement["condition"];
}

/** The state of a stack after a deployment: all references and policy documents are resolved. */
export class AppliedStack {
  private readonly applied: readonly AppliedResource[];
  /** Values of the stack's outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;

  constructor(
    readonly name: string,
    { values }: TerraformState,
  ) {
    this.applied = (values?.root_module?.resources ?? []).filter(({ mode }) => mode === "managed");
    const outputs = Object.entries(values?.outputs ?? {});
    this.outputs = Object.fromEntries(outputs.map(([name, { value }]) => [name, value]));
  }

  /** Addresses of all managed resources, sorted. */
  get addresses(): string[] {
    return this.applied.map(({ address }) => address).sort();
  }

  /** The attributes of every resource of a type, by address. */
  resources(type: string): Readonly<Record<string, Attributes>> {
    const ofType = this.applied.filter((resource) => resource.type === type);
    return Object.fromEntries(ofType.map(({ address, values }) => [address, values]));
  }

  /**
   * The attributes of the only resource of a type, or the one whose address contains or matches `name`.
   *
   * @throws Error if none or several match, with the addresses of the type.
   */
  resource(type: string, name: string | RegExp = ""): Attributes {
    const all = this.resources(type);
    const exact = all[`${type}.${String(name)}`];
    if (exact) return exact;
    const matches = Object.entries(all).filter(([address]) => matchesName(address, name));
    if (matches.length !== 1) {
      throw new Error(`expected one ${type} like "${name}", found ${Object.keys(all).join(", ") || "none"}`);
    }
    return matches[0]![1];
  }

  /**
   * Statements of a role's inline policies and of its attached policies that are resources of this stack. For other
   * attached policies see {@link managedPolicies}.
   *
   * @param role - the role's name, or an expression that matches it.
   * @throws Error if no role of the stack has the name, with the names of all roles.
   */
  statementsOf(role: string | RegExp): AppliedStatement[] {
    const name = this.roleName(role);
    const inline = Object.values(this.resources("aws_iam_role_policy")).filter((policy) => policy["role"] === name);
    const attached = this.attachedPolicies(name);
    const own = Object.values(this.resources("aws_iam_policy")).filter(({ arn }) => attached.includes(String(arn)));
    const nested = (this.roleNamed(name)?.["inline_policy"] ?? []) as readonly Attributes[];
    const documents = [...inline, ...nested, ...own].map(({ policy }) => policy).filter((policy) => policy);
    return documents.flatMap(statementsIn);
  }

  /**
   * ARNs of the managed policies that are attached to a role.
   *
   * @throws Error if no role of the stack has the name, with the names of all roles.
   */
  managedPolicies(role: string | RegExp): string[] {
    return this.attachedPolicies(this.roleName(role));
  }

  private attachedPolicies(name: string): string[] {
    const attachments = Object.values(this.resources("aws_iam_role_policy_attachment"));
    const single = attachments.filter((one) => one["role"] === name).map(({ policy_arn: arn }) => String(arn));
    const many = Object.values(this.resources("aws_iam_policy_attachment"));
    const shared = many.filter(({ roles }) => listOf(roles).includes(name));
    const exclusive = Object.values(this.resources("aws_iam_role_policy_attachments_exclusive"));
    const lists = [
      this.roleNamed(name)?.["managed_policy_arns"],
      ...exclusive.filter((one) => one["role_name"] === name).map(({ policy_arns: arns }) => arns),
    ];
    return [...new Set([...single, ...shared.map(({ policy_arn: arn }) => String(arn)), ...lists.flatMap(listOf)])];
  }

  private roleNamed(name: string): Attributes | undefined {
    return Object.values(this.resources("aws_iam_role")).find((one) => one["name"] === name);
  }

  /** A role of another stack may have policies in this one. */
  private roleName(role: string | RegExp): string {
    const types = ["aws_iam_role_policy", "aws_iam_role_policy_attachment"];
    const named = Object.values(this.resources("aws_iam_role")).map(({ name }) => String(name));
    const used = types.flatMap((type) => Object.values(this.resources(type)).map((one) => String(one["role"])));
    const shared = Object.values(this.resources("aws_iam_policy_attachment")).flatMap(({ roles }) => listOf(roles));
    const names = [...new Set([...named, ...used, ...shared])].sort();
    const matches = names.filter((name) => (typeof role === "string" ? name === role : name.search(role) >= 0));
    if (matches.length === 1) return matches[0]!;
    throw new Error(`expected one role like "${role}", found ${names.join(", ") || "none"}`);
  }
}

function matchesName(address: string, name: string | RegExp): boolean {
  // Not test(): it continues after the last match of an expression with the flag g.
  return typeof name === "string" ? address.includes(name) : address.search(name) >= 0;
}

function listOf(value: unknown): readonly string[] {
  return (value as readonly string[] | null | undefined) ?? [];
}

/** Statements of a rendered policy document: of a role, a bucket, a key, a queue or a topic. */
export function statementsIn(policy: unknown): AppliedStatement[] {
  const { Statement = [] } = JSON.parse(String(policy)) as { Statement?: PolicyStatement | readonly PolicyStatement[] };
  return [Statement].flat().map((one) => statementOf(one));
}

function statementOf({
  Sid,
  Effect,
  Action,
  NotAction,
  Resource,
  Principal,
  Condition,
}: PolicyStatement): AppliedStatement {
  return {
    sid: Sid,
    effect: Effect,
    actions: listed(Action),
    notActions: listed(NotAction),
    resources: listed(Resource),
    principal: Principal,
    condition: Condition,
  };
}

function listed(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat();
}
