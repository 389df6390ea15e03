import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2ApiMapping } from "@cdktf/provider-aws/lib/apigatewayv2-api-mapping";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import type { Graph, KeyReference, LogRetentionDays, Signal } from "../../core";
import { ACCESS_LOG_FORMAT } from "./access-log";
import { createAuthorizer, type JwtAuthorizer } from "./authorizer";
import { corsConfiguration, type CorsSettings } from "./cors";
import { httpApiGraphs, httpApiSignals } from "./http-api-signals";
import { authorizerName, physicalName, validateHttpApi } from "./http-api-validation";
import { routeId, type Route } from "./routes";

/** The function behind the API. A `ContainerFunction` is one. */
export interface RouteHandler {
  readonly functionName: string;
  /** The alias that is invoked and that permits it. */
  readonly aliasName: string;
  /** Invocation ARN of the alias. */
  readonly invokeArn: string;
  /** Seconds that the function may take: at most 30, the longest that an HTTP API waits. */
  readonly timeoutSeconds: number;
}

/** Limits of all routes together, beyond which callers get 429. */
export interface Throttling {
  /** Requests per second in the long run: 1 to 10000. */
  readonly requestsPerSecond: number;
  /** Requests at once: 1 to 5000. */
  readonly burst: number;
}

export interface ApiDomain {
  /** The API's own name: `api.example.com`. */
  readonly name: string;
  /** An issued certificate for the name, of the API's own region. */
  readonly certificateArn: string;
}

export interface HttpApiProps {
  /** Prefix: the API is called `<name>-http-api`, its log group `/aws/apigateway/<name>-http-api`. */
  readonly name: string;
  /** Names the only stage, which is part of the path unless there is a custom domain. */
  readonly stageName: string;
  /** What the API answers; everything else is 404. At least one. */
  readonly routes: readonly Route[];
  /** Judges the tokens of routes with the authorization `jwt`. @default none, and no such routes */
  readonly authorizer?: JwtAuthorizer;
  readonly handler: RouteHandler;
  /** Which other sites' scripts may call the API. The gateway answers preflight requests by itself. */
  readonly cors: CorsSettings;
  /** Both limits, because API Gateway takes one that is left out for 0 and refuses every request. */
  readonly throttling: Throttling;
  /** Days that access logs are kept. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Encrypts the access logs. Its region is the API's. */
  readonly logKey: KeyReference;
  /** A name of the API's own, which closes the default endpoint. @default the default endpoint, open to whoever knows it */
  readonly customDomain?: ApiDomain;
}

export const HTTP_API_DEFAULTS = { logRetentionDays: 90 } as const;

/**
 * An HTTP API with one deployed stage in front of one function: explicit routes, CORS at the gateway, throttling, JSON access logs in an
 * encrypted group, and where routes ask for it a check of the caller's token. The function sees payload format 2.0.
 *
 * No firewall can be attached to an HTTP API, so that it belongs behind CloudFront, for which `originDomainName` and `originPath` are made.
 */
export class HttpApi extends Construct {
  readonly apiId: string;
  readonly executionArn: string;
  readonly stageName: string;
  /** URL that the route paths are appended to, without a final slash. */
  readonly endpoint: string;
  /** Host name for a CloudFront origin. */
  readonly originDomainName: string;
  /** What CloudFront puts before every path: the stage, or nothing with a custom domain, which is mapped to the stage. */
  readonly originPath: string;
  /** What an alias record of the custom domain points at. */
  readonly domainTarget?: { readonly domainName: string; readonly hostedZoneId: string };
  /** `<id>-5xx` and `<id>-latency`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];

  /** @throws InputError when a name, route, limit, the domain or the CORS settings are not what API Gateway accepts. */
  constructor(scope: Construct, id: string, props: HttpApiProps) {
    validateHttpApi(scope, id, props);
    super(scope, id);
    const { stageName, customDomain, logKey } = props;
    const api = this.createApi(props);
    this.createRoutes(api, props);
    const stage = this.createStage(api, props);
    this.permitInvocation(api, props);
    const domain = customDomain && this.createDomain(stage, customDomain);
    this.domainTarget = domain?.target;
    this.apiId = api.id;
    this.executionArn = api.executionArn;
    this.stageName = stageName;
    this.originDomainName = domain?.mappedName ?? `${this.apiId}.execute-api.${logKey.region}.amazonaws.com`;
    this.originPath = customDomain ? "" : `/${stageName}`;
    this.endpoint = `https://${this.originDomainName}${this.originPath}`;
    const dimensions = { ApiId: this.apiId, Stage: stageName };
    this.signals = httpApiSignals(id, dimensions);
    this.graphs = httpApiGraphs(dimensions);
  }

  private createApi({ name, cors, customDomain }: HttpApiProps): Apigatewayv2Api {
    return new Apigatewayv2Api(this, "api", {
      name: physicalName(name),
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
    const { stageName, throttling, logRetentionDays, logKey } = props;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/apigateway/${physicalName(props.name)}`,
      retentionInDays: logRetentionDays ?? HTTP_API_DEFAULTS.logRetentionDays,
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
        detailedMetricsEnabled: true,
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
  /** The domain as the mapping knows it, so that whoever refers to it waits until the stage answers there. */
  readonly mappedName: string;
}
