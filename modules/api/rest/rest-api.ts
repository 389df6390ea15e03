import { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment";
import { ApiGatewayRequestValidator } from "@cdktf/provider-aws/lib/api-gateway-request-validator";
import { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct, type IConstruct } from "constructs";
import {
  Validation,
  graphsIn,
  oneOf,
  resourcesIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type MathSignal,
  type Signal,
} from "../../core";
import { ACCESS_LOG_FORMAT } from "./access-log";
import { definitionOf, deploymentTriggers } from "./definition-digest";
import { createGatewayResponses } from "./answers/gateway-responses";
import { createRouteSettings, createStageSettings } from "./routes/method-settings";
import { createModels } from "./models";
import { createPaths } from "./routes/paths";
import { REST_API_DEFAULTS, apiName, type RestApiProps, type RestApiSettings } from "./rest-api-props";
import { restApiGraphs, restApiSignals } from "./rest-api-signals";
import { validateRestApi } from "./rest-api-validation";
import { createMethods } from "./routes/route-methods";
import { parseRoute } from "./routes/routes";

/**
 * A regional API Gateway REST API with one stage: routes to functions, state machines and fixed answers, with
 * validated requests, authorizers, CORS headers on every answer, encrypted access logs and X-Ray traces.
 *
 * The stage is deployed whenever the definition changes, and only then. API Gateway logs through one role of the
 * account and region (`ApiGatewayLogging`), which must exist first.
 */
export class RestApi extends Construct {
  readonly restApiId: string;
  readonly executionArn: string;
  readonly stageName: string;
  readonly stageArn: string;
  /** URL of the stage at the default endpoint: `https://<id>.execute-api.<region>.amazonaws.com/<stage>`. */
  readonly invokeUrl: string;
  /** `<id>-5xx`, `-4xx-share`, `-latency`, `-integration-latency`, and `-cache-misses` with a cache. */
  readonly signals: readonly (Signal | MathSignal)[];
  readonly graphs: readonly Graph[];
  private readonly iamRoutes: readonly string[];
  private readonly precedents: IConstruct[] = [];

  /** @throws InputError when API Gateway would refuse a route, or a cache would mix the answers of callers. */
  constructor(scope: Construct, id: string, props: RestApiProps) {
    validateRestApi(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, REST_API_DEFAULTS);
    const api = this.createApi(settings);
    const methods = this.createDefinition(api, settings);
    this.permitInvocation(api, settings);
    const stage = this.createStage(settings, this.deploy(api));
    const stageWide = createStageSettings(this, stage, settings);
    settings.routes
      .filter(({ cache, throttling }) => cache ?? throttling)
      .forEach((route) => createRouteSettings(methods.get(route.routeKey)!, stage, settings, route, stageWide));
    this.restApiId = api.id;
    this.executionArn = api.executionArn;
    this.stageName = stage.stageName;
    this.stageArn = stage.arn;
    this.invokeUrl = stage.invokeUrl;
    this.iamRoutes = settings.routes.filter(({ access }) => access.type === "iam").map(({ routeKey }) => routeKey);
    this.protect(settings.webAclArn);
    const dimensions = { ApiName: apiName(settings.name), Stage: settings.stageName };
    const isCached = settings.cache !== undefined;
    this.signals = signalsIn(this, restApiSignals(id, dimensions, isCached));
    this.graphs = graphsIn(this, restApiGraphs(dimensions, isCached));
  }

  /** Creates the stage after constructs and destroys it before them, such as the `ApiGatewayLogging` of the stack. */
  createAfter(...constructs: readonly IConstruct[]): void {
    this.precedents.push(...constructs);
  }

  /**
   * Allows the grantee to call routes with access of type `iam`.
   *
   * @throws InputError when a route does not exist or has another access.
   */
  grantInvoke(grantee: Grantee, routeKeys: readonly string[]): void {
    const validation = new Validation(this.node.scope!, this.node.id);
    const rule = oneOf(this.iamRoutes, "grant routes with access of type iam");
    routeKeys.forEach((routeKey) => validation.apply("routeKeys", routeKey, rule));
    validation.throwIfInvalid();
    grantee.addStatement({
      sid: sidOf("Invoke", this),
      actions: ["execute-api:Invoke"],
      resources: routeKeys.map((routeKey) => `${this.executionArn}/${this.stageName}/${invocationPath(routeKey)}`),
    });
  }

  private createApi({ name, binaryMediaTypes, defaultEndpoint }: RestApiSettings): ApiGatewayRestApi {
    return new ApiGatewayRestApi(this, "api", {
      name: apiName(name),
      endpointConfiguration: { types: ["REGIONAL"] },
      binaryMediaTypes: binaryMediaTypes.length > 0 ? [...binaryMediaTypes] : undefined,
      disableExecuteApiEndpoint: defaultEndpoint === "disabled",
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** Creates everything that a deployment contains, and returns the constructs of the routes by their keys. */
  private createDefinition(api: ApiGatewayRestApi, settings: RestApiSettings): ReadonlyMap<string, Construct> {
    const requestValidator = new ApiGatewayRequestValidator(this, "request-validator", {
      restApiId: api.id,
      name: "body-and-parameters",
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    createGatewayResponses(this, api.id, settings.cors);
    return createMethods(this, settings, {
      restApiId: api.id,
      executionArn: api.executionArn,
      pathIds: createPaths(this, api, settings.routes),
      models: createModels(this, api.id, settings.models),
      requestValidatorId: requestValidator.id,
    });
  }

  /** One permission for each function, whatever the number of its routes: the policy of a function is limited. */
  private permitInvocation(
    { executionArn }: ApiGatewayRestApi,
    { routes, handlers, stageName }: RestApiSettings,
  ): void {
    const used = new Set(routes.flatMap(({ target }) => (target.type === "lambda" ? [target.handler] : [])));
    for (const name of used) {
      const { functionName, aliasName } = handlers[name]!;
      new LambdaPermission(this, `permission-${name}`, {
        action: "lambda:InvokeFunction",
        functionName,
        qualifier: aliasName,
        principal: "apigateway.amazonaws.com",
        sourceArn: `${executionArn}/${stageName}/*`,
      });
    }
  }

  private deploy({ id: restApiId }: ApiGatewayRestApi): ApiGatewayDeployment {
    const deployment = new ApiGatewayDeployment(this, "deployment", {
      restApiId,
      triggers: deploymentTriggers(this),
      lifecycle: { createBeforeDestroy: true },
    });
    // A deployment is a copy: what is created later is not part of it.
    deployment.dependsOn = definitionOf(this);
    return deployment;
  }

  private createStage(settings: RestApiSettings, deployment: ApiGatewayDeployment): ApiGatewayStage {
    const { name, stageName, cache, logRetentionDays, logKey } = settings;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/apigateway/${apiName(name)}`,
      retentionInDays: logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
    const stage = new ApiGatewayStage(this, "stage", {
      restApiId: deployment.restApiId,
      deploymentId: deployment.id,
      stageName,
      accessLogSettings: { destinationArn: logGroup.arn, format: ACCESS_LOG_FORMAT },
      xrayTracingEnabled: true,
      cacheClusterEnabled: cache && true,
      cacheClusterSize: cache && String(cache.sizeGb),
    });
    stage.dependsOn = resourcesIn(this.precedents);
    return stage;
  }

  private protect(webAclArn: string): void {
    if (webAclArn !== "none") new Wafv2WebAclAssociation(this, "web-acl", { resourceArn: this.stageArn, webAclArn });
  }
}

/** Method and path of a route in IAM, where a parameter is any text. */
function invocationPath(routeKey: string): string {
  const { method, segments } = parseRoute(routeKey);
  return [method === "ANY" ? "*" : method, ...segments.map((segment) => segment.replace(/^\{.*\}$/, "*"))].join("/");
}
