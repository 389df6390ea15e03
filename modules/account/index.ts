export { ApiGatewayLogging, type ApiGatewayLoggingProps } from "./api-gateway-logging";
export { CostBudget } from "./cost-budget";
export { COST_BUDGET_DEFAULTS, type CostBudgetProps, type CostTag } from "./cost-budget-props";
export { OperatorRole } from "./operator-role";
export { OPERATOR_ROLE_DEFAULTS, type OperatorRoleProps } from "./operator-role-props";
