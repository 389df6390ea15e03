import { OPERATED_SHAPES } from "./published-operations";
import { SERVERLESS_SHAPES } from "./published-serverless";
import { SERVER_SHAPES } from "./published-servers";

/** Configurations as users of Terraform write them, by what they create. */
export const PUBLISHED: Readonly<Record<string, object>> = {
  ...SERVERLESS_SHAPES,
  ...SERVER_SHAPES,
  ...OPERATED_SHAPES,
};
