/** Rows whose mistake cannot be written: the type refuses it, or the module computes the value. */
export const NOT_EXPRESSIBLE: Readonly<Record<number, string>> = {
  5: "subnets are computed from the network's range",
  12: "the module names load balancers and has no prop for a prefix",
  17: "the certificate of a load balancer is a required prop",
  25: "the final snapshot is always taken and named by the module",
  31: "the region of a certificate stands in its type",
  32: "an alias and its certificate are one prop",
  33: "the origins of behaviours are computed",
  35: "the name of the firewall's log group is computed",
  45: "the module computes event patterns",
};

/** Rows that concern a service that no module makes. */
export const NOT_APPLICABLE: Readonly<Record<number, string>> = {
  44: "the window of restore tests, a constant of the module",
  56: "GuardDuty and X-Ray sampling",
  57: "fault injection",
};
