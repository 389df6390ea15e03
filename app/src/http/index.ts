export { createApi, type Api, type ApiProps } from "./api";
export { Sessions } from "./security/sessions";
