import { ApiGatewayIntegration } from "@cdktf/provider-aws/lib/api-gateway-integration";
import { ApiGatewayIntegrationResponse } from "@cdktf/provider-aws/lib/api-gateway-integration-response";
import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import { ApiGatewayMethodResponse } from "@cdktf/provider-aws/lib/api-gateway-method-response";
import { Construct } from "constructs";
import { corsHeaders, headerParameters, originOverride, type RestCors } from "../answers/cors";
import type { Backend, BackendResponse } from "./backends";

/** One method of a path, in the terms of API Gateway. */
export interface RestMethodArguments {
  /** Id of the API. */
  readonly restApiId: string;
  /** Id of the path's resource. */
  readonly resourceId: string;
  /** Method in capitals, or `ANY`. */
  readonly httpMethod: string;
  /** Integration and its answers. */
  readonly backend: Backend;
  /** Authorization type, authorizer and scopes. */
  readonly authorization: {
    readonly authorization: string;
    readonly authorizerId?: string;
    readonly authorizationScopes?: string[];
  };
  /** Validator of body and parameters. */
  readonly requestValidatorId: string;
  /** Name of the model of the body. @default bodies are not checked */
  readonly model?: string;
  /** Parameters of the request; those with `true` are required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Parameters that distinguish cached answers. @default not cached */
  readonly cacheKeyParameters?: readonly string[];
  /** Demands an API key. */
  readonly apiKeyRequired: boolean;
  /** Headers of answers that no function writes. */
  readonly cors: RestCors | "none";
}

/** A method with its integration and the answers of integrations that are not a function's. */
export class RestMethod extends Construct {
  constructor(scope: Construct, id: string, props: RestMethodArguments) {
    super(scope, id);
    const { restApiId, resourceId, backend, model, requestValidatorId, apiKeyRequired, authorization } = props;
    const method = new ApiGatewayMethod(this, "method", {
      restApiId,
      resourceId,
      httpMethod: props.httpMethod,
      ...authorization,
      apiKeyRequired,
      requestValidatorId,
      requestParameters: { ...props.requestParameters },
      // A model of one content type would let bodies of all others pass unchecked.
      requestModels: model === undefined ? undefined : { $default: model },
    });
    const integration = new ApiGatewayIntegration(this, "integration", {
      restApiId,
      resourceId,
      httpMethod: method.httpMethod,
      ...backend.integration,
      cacheKeyParameters: props.cacheKeyParameters && [...props.cacheKeyParameters],
    });
    backend.responses.forEach((response) => this.respond(props, integration.httpMethod, response));
  }

  private respond(
    { restApiId, resourceId, cors }: RestMethodArguments,
    httpMethod: string,
    { status, pattern, template }: BackendResponse,
  ): void {
    const headers = corsHeaders(cors);
    const response = new ApiGatewayMethodResponse(this, `response-${status}`, {
      restApiId,
      resourceId,
      httpMethod,
      statusCode: status,
      responseParameters: headerParameters(headers, "method.response.header", () => true),
    });
    new ApiGatewayIntegrationResponse(this, `integration-response-${status}`, {
      restApiId,
      resourceId,
      httpMethod,
      statusCode: response.statusCode,
      selectionPattern: pattern,
      responseParameters: headerParameters(headers, "method.response.header", (value) => value),
      responseTemplates: { "application/json": `${originOverride(cors)}${template}` },
    });
  }
}
