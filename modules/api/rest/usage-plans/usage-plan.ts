import { ApiGatewayApiKey } from "@cdktf/provider-aws/lib/api-gateway-api-key";
import { ApiGatewayUsagePlan } from "@cdktf/provider-aws/lib/api-gateway-usage-plan";
import { ApiGatewayUsagePlanKey } from "@cdktf/provider-aws/lib/api-gateway-usage-plan-key";
import { Construct } from "constructs";
import { useProviderOf } from "../../../core";
import type { UsagePlanProps } from "./usage-plan-props";
import { keyName, validateUsagePlan } from "./usage-plan-validation";

/**
 * A usage plan: it counts and limits the requests of API keys. A key identifies a client for billing and fairness; it
 * authorizes nobody, because clients share it easily.
 */
export class UsagePlan extends Construct {
  readonly usagePlanId: string;
  /** Ids of the API keys by name. Their values are read in API Gateway. */
  readonly keyIds: Readonly<Record<string, string>>;

  /** @throws InputError when a name, a limit or a quota is not what API Gateway accepts. */
  constructor(scope: Construct, id: string, props: UsagePlanProps) {
    validateUsagePlan(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, stages, throttling, quota, keys = [] } = props;
    const plan = new ApiGatewayUsagePlan(this, "usage-plan", {
      name,
      apiStages: Object.values(stages).map(({ restApiId, stageName }) => ({ apiId: restApiId, stage: stageName })),
      throttleSettings: throttling && { rateLimit: throttling.requestsPerSecond, burstLimit: throttling.burst },
      quotaSettings: quota && { limit: quota.requests, period: quota.per.toUpperCase() },
    });
    this.usagePlanId = plan.id;
    this.keyIds = Object.fromEntries(keys.map((key) => [key, this.createKey(plan, key, keyName(name, key))]));
  }

  private createKey({ id: usagePlanId }: ApiGatewayUsagePlan, key: string, name: string): string {
    const { id: keyId } = new ApiGatewayApiKey(this, `key-${key}`, { name });
    new ApiGatewayUsagePlanKey(this, `usage-plan-key-${key}`, { usagePlanId, keyId, keyType: "API_KEY" });
    return keyId;
  }
}
