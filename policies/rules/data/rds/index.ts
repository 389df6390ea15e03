import type { Rule } from "../../../engine/rule";
import { RDS_ACCESS_RULES } from "./access";
import { RDS_DURABILITY_RULES } from "./durability";
import { RDS_OPERATIONS_RULES } from "./operations";

export const RDS_RULES: readonly Rule[] = [...RDS_ACCESS_RULES, ...RDS_DURABILITY_RULES, ...RDS_OPERATIONS_RULES];
