import { RestDomain } from "../../modules/api/rest";
import type { KeyReference } from "../../modules/core";
import * as dataMade from "./bad-inputs/data-rows";
import type { Stack } from "./bad-inputs/constructs";

const elsewhere = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const otherKey = { keyArn: elsewhere("kms", "key/1"), region: "eu-west-1", grantUse: () => {} } as KeyReference;

/** Props of REST APIs with an ARN or key of another region. */
export const REST_API_ARNS: Readonly<Record<string, readonly [property: string, define: (stack: Stack) => unknown]>> = {
  "RestApiProps.logKey": ["logKey.region", (stack) => dataMade.restApi(stack, { logKey: otherKey })],
  "RestApiProps.webAclArn": [
    "webAclArn",
    (stack) => dataMade.restApi(stack, { webAclArn: elsewhere("wafv2", "regional/webacl/shop/1") }),
  ],
  "RestDomainProps.certificate": [
    "certificate.certificateArn",
    (stack) => {
      const certificate = { certificateArn: elsewhere("acm", "certificate/1"), region: "us-east-1" } as const;
      return new RestDomain(stack, "domain", { name: "a.example.com", certificate, basePaths: {} });
    },
  ],
  "StartableStateMachine.stateMachineArn": [
    "stateMachines.pay.stateMachineArn",
    (stack) => {
      const stateMachineArn = elsewhere("states", "stateMachine:a");
      const pay = { stateMachineArn, type: "STANDARD", grantStart: () => {} } as const;
      return dataMade.restApi(stack, { stateMachines: { pay } });
    },
  ],
};
