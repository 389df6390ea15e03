import { CodestarconnectionsConnection } from "@cdktf/provider-aws/lib/codestarconnections-connection";
import { Construct } from "constructs";
import {
  Validation,
  requireProps,
  oneOf,
  physicalName,
  providerOfRegion,
  useProviderOf,
  withDefaults,
} from "../../core";
import { SOURCE_CONNECTION_DEFAULTS, SOURCE_HOSTS, type SourceConnectionProps } from "./source-connection-props";

/**
 * A connection through which pipelines read a repository without a token of ours.
 *
 * AWS creates it with status `PENDING`: a person who may install apps at the host completes it once in the console.
 * Pipelines fail until then.
 */
export class SourceConnection extends Construct {
  readonly connectionArn: string;

  /** @throws InputError when the name or the host is not what CodeConnections accepts. */
  constructor(scope: Construct, id: string, props: SourceConnectionProps) {
    requireProps(scope, id, props, { name: "string" });
    const { name, host: providerType } = withDefaults(props, SOURCE_CONNECTION_DEFAULTS);
    new Validation(scope, id)
      .props(props, {
        host: oneOf(SOURCE_HOSTS, "choose the host of the repository"),
        regional: providerOfRegion(),
        name: physicalName("connection name"),
      })
      .throwIfInvalid();
    super(scope, id);
    useProviderOf(this, props.regional);
    this.connectionArn = new CodestarconnectionsConnection(this, "connection", { name, providerType }).arn;
  }
}
