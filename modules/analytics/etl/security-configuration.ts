import { GlueSecurityConfiguration } from "@cdktf/provider-aws/lib/glue-security-configuration";
import { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  admitService,
  inRegion,
  physicalName,
  providerOfRegion,
  requireProps,
  useProviderOf,
  type Grantee,
  type KeyReference,
  type RegionalProvider,
} from "../../core";

export interface SecurityConfigurationProps {
  /** Physical name: at most 255 letters, digits, _ and -. Another name replaces the configuration. */
  readonly name: string;
  /** Key of the same region, whose policy admits CloudWatch Logs. */
  readonly key: KeyReference;
  /** Region of the configuration and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

/**
 * A Glue security configuration: jobs and crawlers with it encrypt the objects, the logs and the bookmarks that they
 * write. Its name is part of the names of their log groups.
 */
export class SecurityConfiguration extends Construct {
  readonly securityConfigurationName: string;
  /** Key that encrypts objects, logs and bookmarks. */
  readonly key: KeyReference;

  /** @throws InputError when the name is not one, or the key is of another region or admits no log groups. */
  constructor(scope: Construct, id: string, props: SecurityConfigurationProps) {
    requireProps(scope, id, props, {
      name: "string",
      key: { keyArn: "string", region: "string", grantUse: "function" },
    });
    new Validation(scope, id)
      .props(props, {
        name: physicalName("Glue name"),
        key: inRegion((props.regional ?? AwsStack.of(scope)).region),
        regional: providerOfRegion(),
      })
      .throwIfInvalid();
    super(scope, id);
    useProviderOf(this, props.regional);
    admitService(this, props.key, "logs");
    const kmsKeyArn = props.key.keyArn;
    this.key = props.key;
    this.securityConfigurationName = new GlueSecurityConfiguration(this, "configuration", {
      name: props.name,
      encryptionConfiguration: {
        cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn },
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn },
      },
    }).name;
  }

  /** Allows the role of a job or crawler to encrypt and decrypt what it writes. */
  grantUse(grantee: Grantee): void {
    this.key.grantUse(grantee);
  }
}
