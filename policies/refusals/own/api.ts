import { ifPresent } from "./conditions";
import { GUIDES, type OwnRefusal } from "./own-refusal";

const RESPONSES = `ACCESS_DENIED API_CONFIGURATION_ERROR AUTHORIZER_CONFIGURATION_ERROR AUTHORIZER_FAILURE
  BAD_REQUEST_BODY BAD_REQUEST_PARAMETERS DEFAULT_4XX DEFAULT_5XX EXPIRED_TOKEN INTEGRATION_FAILURE INTEGRATION_TIMEOUT
  INVALID_API_KEY INVALID_SIGNATURE MISSING_AUTHENTICATION_TOKEN QUOTA_EXCEEDED REQUEST_TOO_LARGE RESOURCE_NOT_FOUND
  THROTTLED UNAUTHORIZED UNSUPPORTED_MEDIA_TYPE WAF_FILTERED`.split(/\s+/);

export const API: readonly OwnRefusal[] = [
  {
    id: "gp-apigateway-response-type",
    title: "Gateway responses are for a response that API Gateway gives",
    fix: `Choose one of ${RESPONSES.join(", ")}.`,
    documentation: `${GUIDES}/apigateway/latest/developerguide/supported-gateway-response-types.html`,
    types: ["aws_api_gateway_gateway_response"],
    check: ifPresent("response_type", "must be a response that API Gateway gives", (value) =>
      RESPONSES.includes(String(value)),
    ),
  },
];
