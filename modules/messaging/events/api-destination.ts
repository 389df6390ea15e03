import { CloudwatchEventApiDestination } from "@cdktf/provider-aws/lib/cloudwatch-event-api-destination";
import {
  CloudwatchEventConnection,
  type CloudwatchEventConnectionAuthParameters,
} from "@cdktf/provider-aws/lib/cloudwatch-event-connection";
import { Construct } from "constructs";
import { sidOf, useProviderOf, withDefaults, type Grantee } from "../../core";
import { API_DESTINATION_DEFAULTS, type ApiCredentials, type ApiDestinationProps } from "./api-destination-props";
import { validateApiDestination } from "./api-destination-validation";

const AUTHORIZATION_TYPES = { "api-key": "API_KEY", basic: "BASIC", oauth: "OAUTH_CLIENT_CREDENTIALS" } as const;

/**
 * An HTTPS endpoint that rules of EventBridge call, and the connection with its credentials.
 *
 * The state contains the credentials: where that is not acceptable, call the endpoint from a function that reads them
 * from Secrets Manager.
 */
export class ApiDestination extends Construct {
  readonly destinationArn: string;

  /** @throws InputError when the URL, the rate or the credentials are not what EventBridge accepts. */
  constructor(scope: Construct, id: string, props: ApiDestinationProps) {
    validateApiDestination(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, url, method, requestsPerSecond, credentials } = withDefaults(props, API_DESTINATION_DEFAULTS);
    const connection = new CloudwatchEventConnection(this, "connection", {
      name,
      authorizationType: AUTHORIZATION_TYPES[credentials.kind],
      authParameters: authParametersOf(credentials),
    });
    const destination = new CloudwatchEventApiDestination(this, "destination", {
      name,
      connectionArn: connection.arn,
      invocationEndpoint: url,
      httpMethod: method,
      invocationRateLimitPerSecond: requestsPerSecond,
    });
    this.destinationArn = destination.arn;
  }

  /** Allows the grantee to call the endpoint through EventBridge. */
  grantInvoke(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Call", this),
      actions: ["events:InvokeApiDestination"],
      resources: [this.destinationArn],
    });
  }
}

function authParametersOf(credentials: ApiCredentials): CloudwatchEventConnectionAuthParameters {
  switch (credentials.kind) {
    case "api-key":
      return { apiKey: { key: credentials.header, value: credentials.value } };
    case "basic":
      return { basic: { username: credentials.username, password: credentials.password } };
    case "oauth": {
      const { clientId, clientSecret, tokenUrl } = credentials;
      return {
        oauth: {
          authorizationEndpoint: tokenUrl,
          httpMethod: "POST",
          clientParameters: { clientId, clientSecret },
          oauthHttpParameters: { body: [{ key: "grant_type", value: "client_credentials", isValueSecret: false }] },
        },
      };
    }
  }
}
