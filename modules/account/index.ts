export { ApiGatewayLogging, type ApiGatewayLoggingProps } from "./api-gateway-logging";
export { OPERATOR_ROLE_DEFAULTS, OperatorRole, type OperatorRoleProps } from "./operator-role";
