export { ApiGatewayLogging, type ApiGatewayLoggingProps } from "./api-gateway-logging";
export { OperatorRole } from "./operator-role";
export { OPERATOR_ROLE_DEFAULTS, type OperatorRoleProps } from "./operator-role-props";
