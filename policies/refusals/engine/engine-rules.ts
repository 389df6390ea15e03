/**
 * Rules of the engine itself that are about AWS and not about the form of a template. Others name properties that
 * Terraform does not require, forbid cycles that Terraform resolves, or know a fixed list of versions.
 */
export const ENGINE_RULES: Readonly<Record<string, string>> = {
  E3025: "database instance classes exist for the engine",
  E3027: "schedule expressions are valid",
  E3047: "Fargate CPU and memory are a pair that exists",
  E3048: "Fargate tasks set what Fargate requires",
  E3052: "Services that register in Cloud Map name a port",
  E3053: "host ports of awsvpc tasks equal container ports",
  E3057: "cache behaviors name an origin of the distribution",
  E3062: "database instance classes exist in the region",
  E3502: "dead-letter queues are of the type of their source",
  E3505: "visibility timeouts cover the function timeout",
  E3676: "HTTPS listeners have a certificate",
  E3680: "application load balancers have two subnets",
  F3031: "values have the form that AWS accepts",
  F3032: "lists have as many elements as AWS accepts",
  E3701: "pipeline artifacts are produced before they are used",
  W3030: "values are in the list that AWS accepts",
};

/**
 * Properties that a rule of the engine compares with each other. It takes an unknown one for another value or for none.
 * Rules that are not listed know what an unknown value is.
 */
export const COMPARED_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  E3025: ["DBInstanceClass", "Engine"],
  E3047: ["Cpu", "Memory"],
  E3053: ["ContainerPort", "HostPort", "NetworkMode"],
  E3057: ["OriginGroups", "Origins", "TargetOriginId"],
  E3062: ["DBInstanceClass", "Engine"],
  E3676: ["Certificates", "Protocol"],
  E3701: ["InputArtifacts", "OutputArtifacts"],
};
