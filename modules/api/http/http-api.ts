import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2ApiMapping } from "@cdktf/provider-aws/lib/apigatewayv2-api-mapping";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { AwsStack, graphsIn, signalsIn, useProviderOf, withDefaults, type Graph, type Signal } from "../../core";
import { ACCESS_LOG_FORMAT } from "./access-log";
import { createAuthorizer } from "./authorizer";
import { corsConfiguration } from "./cors";
import { HTTP_API_DEFAULTS, apiName, authorizerName, type ApiDomain, type HttpApiProps } from "./http-api-props";
import { httpApiGraphs, httpApiSignals } from "./http-api-signals";
import { validateHttpApi } from "./http-api-validation";
import { routeId } from "./routes";

/**
 * An API Gateway HTTP API with one stage in front of one function: explicit routes, CORS at the gateway, throttling,
 * encrypted JSON access logs, and a JWT authorizer for the routes that require a token. Payload format 2.0.
 *
 * A web ACL cannot be attached to an HTTP API. Put CloudFront in front of it, with `originDomainName` and
 * `originPath`.
 */
export class HttpApi extends Construct {
  readonly apiId: string;
  readonly executionArn: string;
  readonly stageName: string;
  /** Base URL of the route paths, without a final slash. */
  readonly endpoint: string;
  /** Host name for a CloudFront origin. */
  readonly originDomainName: string;
  /** Path that CloudFront puts before every request path: the stage, or empty with a custom domain. */
  readonly originPath: string;
  /** Target of an alias record of the custom domain. */
  readonly domainTarget?: { readonly domainName: string; readonly hostedZoneId: string };
  /** `<id>-5xx` and `<id>-latency`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];

  /** @throws InputError when API Gateway would refuse a name, route, limit, the domain or the CORS settings. */
  constructor(scope: Construct, id: string, props: HttpApiProps) {
    validateHttpApi(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { stageName, customDomain } = props;
    const api = this.createApi(props);
    this.createRoutes(api, props);
    const stage = this.createStage(api, props);
    this.permitInvocation(api, props);
    const domain = customDomain && this.createDomain(stage, customDomain);
    this.domainTarget = domain?.target;
    const { region, dnsSuffix } = AwsStack.of(this);
    this.apiId = api.id;
    this.executionArn = api.executionArn;
    this.stageName = stageName;
    this.originDomainName = domain?.mappedName ?? `${this.apiId}.execute-api.${region}.${dnsSuffix}`;
    this.originPath = customDomain ? "" : `/${stageName}`;
    this.endpoint = `https://${this.originDomainName}${this.originPath}`;
    const dimensions = { ApiId: this.apiId, Stage: stageName };
    this.signals = signalsIn(this, httpApiSignals(id, dimensions));
    this.graphs = graphsIn(this, httpApiGraphs(dimensions));
  }

  private createApi({ name, cors, customDomain }: HttpApiProps): Apigatewayv2Api {
    return new Apigatewayv2Api(this, "api", {
      name: apiName(name),
      protocolType: "HTTP",
      corsConfiguration: corsConfiguration(cors),
      disableExecuteApiEndpoint: customDomain !== undefined,
    });
  }

  private createRoutes({ id: apiId }: Apigatewayv2Api, props: HttpApiProps): void {
    const { name, routes, handler } = props;
    const integration = new Apigatewayv2Integration(this, "integration", {
      apiId,
      integrationType: "AWS_PROXY",
      integrationMethod: "POST",
      integrationUri: handler.invokeArn,
      payloadFormatVersion: "2.0",
      timeoutMilliseconds: handler.timeoutSeconds * 1000,
    });
    const target = `integrations/${integration.id}`;
    const authorizer = props.authorizer && createAuthorizer(this, apiId, authorizerName(name), props.authorizer);
    routes.forEach(
      ({ routeKey, authorization = "none", scopes }) =>
        new Apigatewayv2Route(this, routeId(routeKey), {
          apiId,
          routeKey,
          target,
          authorizationType: authorization.toUpperCase(),
          authorizerId: authorization === "jwt" ? authorizer!.id : undefined,
          authorizationScopes: scopes && [...scopes],
        }),
    );
  }

  private createStage({ id: apiId }: Apigatewayv2Api, props: HttpApiProps): Apigatewayv2Stage {
    const { name, stageName, throttling, logRetentionDays, logKey, routeMetrics } = withDefaults(
      props,
      HTTP_API_DEFAULTS,
    );
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/apigateway/${apiName(name)}`,
      retentionInDays: logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
    return new Apigatewayv2Stage(this, "stage", {
      apiId,
      name: stageName,
      autoDeploy: true,
      accessLogSettings: { destinationArn: logGroup.arn, format: ACCESS_LOG_FORMAT },
      defaultRouteSettings: {
        throttlingRateLimit: throttling.requestsPerSecond,
        throttlingBurstLimit: throttling.burst,
        detailedMetricsEnabled: routeMetrics === "enabled",
      },
    });
  }

  private permitInvocation({ executionArn }: Apigatewayv2Api, { stageName, handler }: HttpApiProps): void {
    new LambdaPermission(this, "permission", {
      action: "lambda:InvokeFunction",
      functionName: handler.functionName,
      qualifier: handler.aliasName,
      principal: "apigateway.amazonaws.com",
      sourceArn: `${executionArn}/${stageName}/*`,
    });
  }

  private createDomain(stage: Apigatewayv2Stage, { name, certificateArn }: ApiDomain): MappedDomain {
    const domain = new Apigatewayv2DomainName(this, "domain-name", {
      domainName: name,
      domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
    });
    const mapping = new Apigatewayv2ApiMapping(this, "mapping", {
      apiId: stage.apiId,
      domainName: domain.domainName,
      stage: stage.name,
    });
    const { targetDomainName: domainName, hostedZoneId } = domain.domainNameConfiguration;
    return { target: { domainName, hostedZoneId }, mappedName: mapping.domainName };
  }
}

interface MappedDomain {
  readonly target: NonNullable<HttpApi["domainTarget"]>;
  /** The domain name as an attribute of the mapping, so that its users wait until the mapping exists. */
  readonly mappedName: string;
}
