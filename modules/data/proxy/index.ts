export { DatabaseProxy } from "./database-proxy";
export {
  DATABASE_PROXY_DEFAULTS,
  type DatabaseProxyProps,
  type ProxySecret,
  type ProxyTarget,
} from "./database-proxy-props";
