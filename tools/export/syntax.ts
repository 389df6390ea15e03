/** The form of the arguments of a body, where Terraform's JSON does not show it. */
export interface BodySyntax {
  /** Arguments that are blocks, by name. */
  readonly blocks: Readonly<Record<string, BlockSyntax>>;
  /** Arguments whose text is a reference or a keyword instead of a template. */
  readonly references: readonly string[];
}

export interface BlockSyntax {
  /** Number of labels between the name and the body. */
  readonly labels: 0 | 1 | 2;
  readonly body: (labels: readonly string[]) => BodySyntax;
}

/** The blocks of a provider's schema. */
export interface BlockSchema {
  readonly blocks: Readonly<Record<string, { readonly block: BlockSchema }>>;
}

/** Schemas of the providers that a stack uses. */
export interface Schemas {
  /** By local name. */
  readonly providers: Readonly<Record<string, BlockSchema>>;
  /** By type. */
  readonly resources: Readonly<Record<string, BlockSchema>>;
  /** By type. */
  readonly dataSources: Readonly<Record<string, BlockSchema>>;
}

const ATTRIBUTES: BodySyntax = { blocks: {}, references: [] };

function block(body: BodySyntax, labels: 0 | 1 | 2 = 0): BlockSyntax {
  return { labels, body: () => body };
}

const CONDITION = block(ATTRIBUTES);

const LIFECYCLE = block({
  blocks: { precondition: CONDITION, postcondition: CONDITION },
  references: ["ignore_changes", "replace_triggered_by"],
});

const CONNECTION = block(ATTRIBUTES);

const PROVISIONER = block({ blocks: { connection: CONNECTION }, references: ["when", "on_failure"] }, 1);

const WORKSPACES = block({ blocks: { workspaces: block(ATTRIBUTES) }, references: [] });

const TERRAFORM = block({
  blocks: {
    required_providers: block(ATTRIBUTES),
    backend: { labels: 1, body: (labels) => (labels[0] === "remote" ? WORKSPACES.body([]) : ATTRIBUTES) },
    cloud: WORKSPACES,
  },
  references: [],
});

/** The blocks at the top of a configuration. */
export function configurationSyntax({ providers, resources, dataSources }: Schemas): BodySyntax["blocks"] {
  const data: BlockSyntax = { labels: 2, body: ([type]) => resourceBody(dataSources[type!]) };
  return {
    terraform: TERRAFORM,
    provider: { labels: 1, body: ([name]) => schemaBody(providers[name!]) },
    variable: block({ blocks: { validation: CONDITION }, references: ["type"] }, 1),
    locals: block(ATTRIBUTES),
    data,
    resource: { labels: 2, body: ([type]) => resourceBody(resources[type!]) },
    module: block({ blocks: {}, references: ["depends_on", "providers"] }, 1),
    output: block({ blocks: { precondition: CONDITION }, references: ["depends_on"] }, 1),
    check: block({ blocks: { data, assert: CONDITION }, references: [] }, 1),
    import: block({ blocks: {}, references: ["to", "provider"] }),
    moved: block({ blocks: {}, references: ["from", "to"] }),
    removed: block({ blocks: { lifecycle: LIFECYCLE }, references: ["from"] }),
  };
}

function resourceBody(schema: BlockSchema | undefined): BodySyntax {
  const { blocks } = schemaBody(schema);
  const meta = { lifecycle: LIFECYCLE, provisioner: PROVISIONER, connection: CONNECTION };
  return { blocks: { ...blocks, ...meta }, references: ["depends_on", "provider"] };
}

/** Types that are part of Terraform have no schema, and no blocks. */
function schemaBody(schema: BlockSchema = { blocks: {} }): BodySyntax {
  const nested = Object.entries(schema.blocks).map(([name, { block: body }]): [string, BlockSyntax] => [
    name,
    { labels: 0, body: () => schemaBody(body) },
  ]);
  const bodies: Readonly<Record<string, BlockSyntax>> = Object.fromEntries(nested);
  const dynamic: BlockSyntax = {
    labels: 1,
    body: ([name]) => ({ blocks: { content: bodies[name!] ?? block(ATTRIBUTES) }, references: ["iterator"] }),
  };
  return { blocks: { ...bodies, dynamic }, references: [] };
}
