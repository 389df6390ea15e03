export { describeError } from "./describe-error";
export { HttpRefusal } from "./http-refusal";
export { restHandlers, type HandlerLog, type RestAnswer, type RestHandlerProps, type RestResult } from "./rest-handler";
export { RestRequest, type RequestSchema, type RestEvent } from "./rest-request";
export { TemporarilyUnavailable } from "./temporarily-unavailable";
