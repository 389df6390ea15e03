import type { Rule } from "../engine/rule";
import { CACHE_AND_TABLE_RULES } from "./cache";
import { DATABASE_RULES } from "./database";
import { DATABASE_OPERATIONS_RULES } from "./database-operations";
import { NETWORK_RULES } from "./network";
import { STORAGE_RULES } from "./storage";

export { EXEMPT_TYPES } from "./exempt";

/** Every rule, in the order of the catalogue. */
export const RULES: readonly Rule[] = [
  ...NETWORK_RULES,
  ...STORAGE_RULES,
  ...DATABASE_RULES,
  ...DATABASE_OPERATIONS_RULES,
  ...CACHE_AND_TABLE_RULES,
];
