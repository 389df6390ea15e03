import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { Construct } from "constructs";
import { AwsStack, Validation, requireProps, inRegion, providerOfRegion, satisfying, useProviderOf } from "../../core";
import type { ImageReplicationProps } from "./image-replication-props";

/**
 * Copies every image that is pushed to one repository, with its digest and tags, to a repository in another region
 * within minutes. Earlier images are not copied.
 *
 * The configuration belongs to the registry: one per account and region, a second one would overwrite it. The copy
 * must be a repository of the stack, because one that ECR creates has none of its settings.
 */
export class ImageReplication extends Construct {
  /** @throws InputError when the copy has another name, or is not in another region. */
  constructor(scope: Construct, id: string, props: ImageReplicationProps) {
    requireProps(scope, id, props, { source: "object", copy: "object" });
    const { source, copy } = props;
    validate(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { provider } = AwsStack.of(this);
    new EcrReplicationConfiguration(this, "replication", {
      provider,
      replicationConfiguration: {
        rule: [
          {
            destination: [{ region: copy.region, registryId: copy.registryId }],
            repositoryFilter: [{ filter: source.repositoryName, filterType: "PREFIX_MATCH" }],
          },
        ],
      },
    });
  }
}

function validate(scope: Construct, id: string, { source, copy, regional }: ImageReplicationProps): void {
  const { region } = regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(
      { regional: { region }, copy: { region: copy.region, name: copy.repositoryName } },
      {
        regional: inRegion(source.region, "pass the region of the source"),
        "copy.region": satisfying(
          (copyRegion) => copyRegion !== source.region,
          `another region than ${source.region}`,
          "create the copy with the provider of another region",
        ),
        "copy.name": satisfying(
          (name) => name === source.repositoryName,
          source.repositoryName,
          "use one name for both: ECR replicates to repositories of the same name only",
        ),
      },
    )
    .apply("regional", regional, providerOfRegion())
    .throwIfInvalid();
}
