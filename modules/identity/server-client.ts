import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import {
  readSecretStatements,
  regionalProviderOf,
  useProviderOf,
  withDefaults,
  type Grantee,
  type KeyReference,
} from "../core";
import { SERVER_CLIENT_DEFAULTS, type ServerClientProps } from "./server-client-props";
import { validateServerClient } from "./server-client-validation";

const FLOWS = {
  password: "ALLOW_USER_PASSWORD_AUTH",
  srp: "ALLOW_USER_SRP_AUTH",
  custom: "ALLOW_CUSTOM_AUTH",
} as const;
const RECOVERY_DAYS = 30;

/**
 * Stateful. A server as a client of a user pool, with a client secret. Calls of the server carry `SECRET_HASH`.
 *
 * Cognito generates the secret, Terraform copies it into Secrets Manager as JSON with `clientId` and `clientSecret`,
 * and the encrypted state contains it. Another secret needs another client.
 */
export class ServerClient extends Construct {
  readonly clientId: string;
  /** User pool of the client, as identity pools name it. */
  readonly providerName: string;
  /** ARN of the secret with `clientId` and `clientSecret`. */
  readonly secretArn: string;
  private readonly key: KeyReference;

  /** @throws InputError when the name, a flow or a lifetime exceeds the limits of Cognito. */
  constructor(scope: Construct, id: string, props: ServerClientProps) {
    validateServerClient(scope, id, props);
    super(scope, id);
    useProviderOf(this, regionalProviderOf(props.userPool));
    const settings = withDefaults(props, SERVER_CLIENT_DEFAULTS);
    const client = new CognitoUserPoolClient(this, "client", {
      name: settings.name,
      userPoolId: settings.userPool.userPoolId,
      generateSecret: true,
      explicitAuthFlows: [...settings.flows.map((flow) => FLOWS[flow]), "ALLOW_REFRESH_TOKEN_AUTH"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      accessTokenValidity: settings.accessTokenMinutes,
      idTokenValidity: settings.idTokenMinutes,
      refreshTokenValidity: settings.refreshTokenDays,
      // Without units Cognito reads hours.
      tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "days" }],
    });
    this.key = props.key;
    this.clientId = client.id;
    this.providerName = settings.userPool.providerName;
    this.secretArn = this.storeSecret(client, settings.name, settings.deletionProtection);
  }

  /** Allows the grantee's role to read the secret. */
  grantRead(grantee: Grantee): void {
    readSecretStatements(this, this.secretArn, this.key).forEach((statement) => grantee.addStatement(statement));
  }

  private storeSecret(client: CognitoUserPoolClient, name: string, preventDestroy: boolean): string {
    const secret = new SecretsmanagerSecret(this, "secret", {
      name,
      description: `Credentials of the user pool client ${name}`,
      kmsKeyId: this.key.keyArn,
      recoveryWindowInDays: RECOVERY_DAYS,
      lifecycle: { preventDestroy },
    });
    const { id: clientId, clientSecret } = client;
    const secretString = Fn.jsonencode({ clientId, clientSecret });
    new SecretsmanagerSecretVersion(this, "version", { secretId: secret.id, secretString });
    return secret.arn;
  }
}
