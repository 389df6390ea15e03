import { CodestarconnectionsConnection } from "@cdktf/provider-aws/lib/codestarconnections-connection";
import { Construct } from "constructs";
import { Validation, checkName } from "../core";

const SOURCE_HOSTS = ["GitHub", "GitLab", "Bitbucket"] as const;

export type SourceHost = (typeof SOURCE_HOSTS)[number];

export interface SourceConnectionProps {
  /** Physical name: at most 32 letters, digits, _ and -. */
  readonly name: string;
  /** Where the source is kept. @default "GitHub" */
  readonly host?: SourceHost;
}

export const SOURCE_CONNECTION_DEFAULTS = { host: "GitHub" } as const;

/**
 * The connection by which pipelines read a repository, without any token of ours.
 *
 * AWS makes it in the state `PENDING`: someone who may install apps at the host has to complete it once in the console, and pipelines
 * fail until then.
 */
export class SourceConnection extends Construct {
  readonly connectionArn: string;

  /** @throws InputError when the name or the host is not what CodeConnections accepts. */
  constructor(scope: Construct, id: string, props: SourceConnectionProps) {
    const { name, host = SOURCE_CONNECTION_DEFAULTS.host } = props;
    const validation = new Validation(scope, id).oneOf("host", host, SOURCE_HOSTS, "say where the source is kept");
    checkName(validation, "connection name", name);
    validation.throwIfInvalid();
    super(scope, id);
    this.connectionArn = new CodestarconnectionsConnection(this, "connection", { name, providerType: host }).arn;
  }
}
