import type { Construct } from "constructs";
import { RestApi, RestDomain, UsagePlan } from "../../modules/api/rest";
import { partitionOf, type AwsRegion, type KeyReference, type RegionalProvider } from "../../modules/core";

const account = "111122223333";

/** Every interface of props of REST APIs with `regional`, and a construct with it. */
export function restApisIn(region: AwsRegion, key: KeyReference) {
  const partition = partitionOf(region);
  const alias = `arn:${partition}:lambda:${region}:${account}:function:a:live`;
  return {
    RestApiProps: (scope: Construct, regional?: RegionalProvider) => {
      const api = new RestApi(scope, "api", {
        name: "shop",
        stageName: "live",
        routes: [
          { routeKey: "GET /a", target: { type: "lambda", handler: "a" }, access: { type: "lambda", authorizer: "b" } },
          {
            routeKey: "POST /b",
            target: { type: "start-execution", stateMachine: "c", input: {} },
            access: { type: "iam" },
          },
        ],
        handlers: {
          a: {
            functionName: "a",
            aliasName: "live",
            invokeArn: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${alias}/invocations`,
            timeoutSeconds: 20,
          },
        },
        stateMachines: {
          c: {
            stateMachineArn: `arn:${partition}:states:${region}:${account}:stateMachine:a`,
            type: "STANDARD",
            grantStart: () => {},
          },
        },
        authorizers: { b: { type: "lambda", handler: "a", policy: "stage" } },
        cors: { allowOrigin: "*" },
        throttling: { requestsPerSecond: 1, burst: 1 },
        webAclArn: `arn:${partition}:wafv2:${region}:${account}:regional/webacl/a/1`,
        logKey: key,
        regional,
      });
      api.grantInvoke({ addStatement: () => {} }, ["POST /b"]);
    },
    RestDomainProps: (scope: Construct, regional?: RegionalProvider) =>
      new RestDomain(scope, "domain", {
        name: "api.example.com",
        certificate: { certificateArn: `arn:${partition}:acm:${region}:${account}:certificate/1`, region },
        basePaths: { v1: { restApiId: "a", stageName: "live" } },
        regional,
      }),
    UsagePlanProps: (scope: Construct, regional?: RegionalProvider) =>
      new UsagePlan(scope, "plan", {
        name: "shop",
        stages: { a: { restApiId: "a", stageName: "live" } },
        keys: ["a"],
        regional,
      }),
  };
}
