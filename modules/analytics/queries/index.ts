export { QueryWorkgroup, type QueriedCatalog } from "./query-workgroup";
export { QUERY_WORKGROUP_DEFAULTS, type NamedQuery, type QueryWorkgroupProps } from "./query-workgroup-props";
