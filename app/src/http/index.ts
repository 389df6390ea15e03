export { createApi, type Api, type ApiProps, type Origin } from "./api";
export { Sessions } from "./security/sessions";
