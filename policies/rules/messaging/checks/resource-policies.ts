import { all, needs } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isEmpty } from "../../../engine/values";
import { deniesPlainHttp, eachStatement, someStatement, unknownCallerProblem } from "../../../iam/questions";

export const restrictsCallers = all(
  eachStatement("policy", unknownCallerProblem),
  someStatement("policy", "must deny everyone when aws:SecureTransport is false", deniesPlainHttp),
);

/** Requires a policy, inline or as a separate resource. */
export const hasPolicy =
  (type: string): Check =>
  (resource, context) =>
    (isEmpty(resource.values["policy"]) ? needs(type, "needs a policy that denies plain HTTP") : restrictsCallers)(
      resource,
      context,
    );
