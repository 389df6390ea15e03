import { Construct } from "constructs";
import type { ExistingHealthCheckProps, HealthCheckReference } from "./health-check-props";
import { validateExistingHealthCheck } from "./health-check-validation";

/** A health check that another stack or tool created. */
export class ExistingHealthCheck extends Construct implements HealthCheckReference {
  readonly healthCheckId: string;
  readonly endpointNames?: readonly string[];

  /** @throws InputError when the id is not that of a health check. */
  constructor(scope: Construct, id: string, props: ExistingHealthCheckProps) {
    validateExistingHealthCheck(scope, id, props);
    super(scope, id);
    this.healthCheckId = props.healthCheckId;
    this.endpointNames = props.endpointNames;
  }
}
