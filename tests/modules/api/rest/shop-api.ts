import type { AwsStack } from "../../../../modules/core/index";
import { RestApi, type RestApiProps, type RestRoute } from "../../../../modules/api/rest";
import { synthesizeStack, type TestStack } from "../../../../testing/index";

export type Stack = AwsStack<"us-east-1">;

export const POOL_ARN = "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Example";
export const MACHINE_ARN = "arn:aws:states:us-east-1:111122223333:stateMachine:shop-payment";
export const key = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/logs",
  region: "us-east-1",
  grantUse: () => {},
} as const;

export const handler = (functionName: string, timeoutSeconds = 20) => ({
  functionName,
  aliasName: "live",
  invokeArn: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:${functionName}:live/invocations`,
  timeoutSeconds,
});

export const machine = (type: "STANDARD" | "EXPRESS" = "STANDARD") => ({
  stateMachineArn: MACHINE_ARN,
  type,
  grantStart: (grantee: Parameters<RestApi["grantInvoke"]>[0]) =>
    grantee.addStatement({ sid: "StartPayment", actions: ["states:StartExecution"], resources: [MACHINE_ARN] }),
});

export const open = { type: "open", because: "anybody may look" } as const;
export const customers = { type: "cognito", authorizer: "customers", token: "id" } as const;
export const staff = { type: "lambda", authorizer: "staff" } as const;
export const lambda = { type: "lambda", handler: "shop" } as const;
export const cache = { sizeGb: 0.5 } as const;

export const pay: RestRoute = {
  routeKey: "POST /orders/{id}/pay",
  target: {
    type: "start-execution",
    stateMachine: "pay",
    input: { order: "path:id", payment: "body", customer: "claim:sub", key: "header:Idempotency-Key" },
    executionName: ["claim:sub", "header:Idempotency-Key"],
  },
  access: customers,
  headers: { "Idempotency-Key": "required" },
  body: "Payment",
};

export const routes: readonly RestRoute[] = [
  { routeKey: "GET /health", target: { type: "mock", status: 200, body: { status: "ok" } }, access: open },
  { routeKey: "GET /orders/{id}", target: lambda, access: customers },
  { routeKey: "POST /orders", target: lambda, access: customers, body: "Order" },
  pay,
  { routeKey: "GET /reports", target: lambda, access: staff, query: { month: "required", page: "optional" } },
];

export const props: RestApiProps = {
  name: "shop",
  stageName: "live",
  routes,
  handlers: { shop: handler("shop-api"), authorizer: handler("shop-authorizer", 5) },
  stateMachines: { pay: machine() },
  authorizers: {
    customers: { type: "cognito", userPoolArns: [POOL_ARN] },
    staff: { type: "lambda", handler: "authorizer", policy: "stage" },
  },
  models: {
    Order: { type: "object", required: ["items"] },
    Payment: {
      type: "object",
      required: ["order"],
      properties: {
        order: { type: "string" },
        amount: { type: "number" },
        card: { type: "string", pattern: "^[0-9]${4}$" },
      },
    },
  },
  cors: { allowOrigin: "https://shop.example.com" },
  throttling: { requestsPerSecond: 100, burst: 200 },
  webAclArn: "none",
  logKey: key,
};

export const synthesizeApi = (
  differences: Partial<RestApiProps> = {},
  use: (api: RestApi, stack: Stack) => void = () => {},
): TestStack => synthesizeStack((stack: Stack) => use(new RestApi(stack, "api", { ...props, ...differences }), stack));

/** An API with one route. */
export const synthesizeRoute = (route: RestRoute, differences: Partial<RestApiProps> = {}): TestStack =>
  synthesizeApi({ routes: [route], ...differences });
