import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { Construct } from "constructs";
import { Validation, type RegionalProvider } from "../core";
import type { ImageRepository } from "./image-repository";

export interface ImageReplicationProps {
  /** The provider of the source's region. */
  readonly regional: RegionalProvider;
  /** Where images are pushed to. */
  readonly source: ImageRepository;
  /** Where they are copied to: a repository of the same name in another region. */
  readonly copy: ImageRepository;
}

/**
 * Copies every image that is pushed to one repository into another region, with its digest and tags, within minutes.
 *
 * It is a setting of the whole registry, one for each account and region: a second one would overwrite it. The copy is a repository of its
 * own, because one that ECR makes by itself has none of the settings. Images that were pushed before are not copied.
 */
export class ImageReplication extends Construct {
  /** @throws InputError when the copy has another name, or is not in another region. */
  constructor(scope: Construct, id: string, props: ImageReplicationProps) {
    const { regional, source, copy } = props;
    validate(scope, id, props);
    super(scope, id);
    new EcrReplicationConfiguration(this, "replication", {
      provider: regional.provider,
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

function validate(scope: Construct, id: string, { regional, source, copy }: ImageReplicationProps): void {
  new Validation(scope, id)
    .check(
      regional.region === source.region,
      "regional",
      regional.region,
      `the provider of ${source.region}`,
      "pass the provider that the source was made with",
    )
    .check(
      copy.region !== source.region,
      "copy.region",
      copy.region,
      `another region than ${source.region}`,
      "make the copy with the provider of another region",
    )
    .check(
      copy.repositoryName === source.repositoryName,
      "copy.name",
      copy.repositoryName,
      source.repositoryName,
      "give both the same name: ECR copies to nothing else",
    )
    .throwIfInvalid();
}
