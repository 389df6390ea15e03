import { GlueDataCatalogEncryptionSettings } from "@cdktf/provider-aws/lib/glue-data-catalog-encryption-settings";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  Validation,
  inRegion,
  physicalName,
  providerOfRegion,
  requireProps,
  useProviderOf,
  type KeyReference,
  type RegionalProvider,
} from "../../core";

export interface CatalogEncryptionProps {
  /** Physical name of the role by which Glue uses the key: at most 64 characters. */
  readonly name: string;
  /** Key of the same region. */
  readonly key: KeyReference;
  /** Region of the catalogue and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

/**
 * Encryption of the Glue Data Catalog of an account in one region: definitions of tables and passwords of connections.
 * Glue uses the key by a role of its own, so that readers of the catalogue need no permission for the key.
 *
 * One per account and region. Its deletion leaves new definitions unencrypted.
 */
export class CatalogEncryption extends Construct {
  /** @throws InputError when the name is not one, or the key is of another region. */
  constructor(scope: Construct, id: string, props: CatalogEncryptionProps) {
    const key = { keyArn: "string", region: "string", grantUse: "function" } as const;
    requireProps(scope, id, props, { name: "string", key });
    new Validation(scope, id)
      .props(props, {
        name: physicalName("role name"),
        key: inRegion((props.regional ?? AwsStack.of(scope)).region),
        regional: providerOfRegion(),
      })
      .throwIfInvalid();
    super(scope, id);
    useProviderOf(this, props.regional);
    const role = new ServiceRole(this, "role", {
      name: props.name,
      description: "Encrypts and decrypts the Glue Data Catalog",
      service: "glue.amazonaws.com",
      trustConditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [AwsStack.of(this).account] }],
    });
    props.key.grantUse(role);
    new GlueDataCatalogEncryptionSettings(this, "settings", {
      dataCatalogEncryptionSettings: {
        connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true, awsKmsKeyId: props.key.keyArn },
        encryptionAtRest: {
          catalogEncryptionMode: "SSE-KMS-WITH-SERVICE-ROLE",
          catalogEncryptionServiceRole: role.roleArn,
          sseAwsKmsKeyId: props.key.keyArn,
        },
      },
      dependsOn: role.node.findAll().filter(TerraformResource.isTerraformResource),
    });
  }
}
