import { mapValues } from "../../runner/terraform/configuration";
import type { Attribute, Block, NestedBlock, ValueType } from "./schema";

/**
 * Statements of web ACL rules, which the bindings type as `any`. Source: `terraform providers schema -json` of
 * hashicorp/aws 5.100.0. Statements nest, in the provider to three levels. The whole schema has 6 MB, which takes
 * Terraform seconds to decode, so this one has only the levels that the configuration uses.
 */
const DEEPEST = 3;

const required = (type: ValueType): Attribute => ({ type, required: true });
const optional = (type: ValueType): Attribute => ({ type, optional: true });
const STRING = required("string");
const STRINGS = optional(["list", "string"]);

function block(
  attributes: Readonly<Record<string, Attribute>>,
  blocks: Readonly<Record<string, NestedBlock>> = {},
): Block {
  return { attributes, blocks };
}

function items(of: Block, minItems: number, maxItems: number, nesting: "list" | "set" = "list"): NestedBlock {
  return { nesting, minItems, maxItems, block: of };
}

const atMostOne = (of: Block): NestedBlock => items(of, 0, 1);
const exactlyOne = (of: Block): NestedBlock => items(of, 1, 1);
const EMPTY = atMostOne(block({}));

const FORWARDED_IP = { fallback_behavior: STRING, header_name: STRING };
const TEXT_TRANSFORMATION = items(block({ priority: required("number"), type: STRING }), 1, 0, "set");
const NAMED = atMostOne(block({ name: STRING }));
const FINGERPRINT = atMostOne(block({ fallback_behavior: STRING }));

const FIELD_TO_MATCH = atMostOne(
  block(
    {},
    {
      all_query_arguments: EMPTY,
      body: atMostOne(block({ oversize_handling: optional("string") })),
      cookies: atMostOne(matchingPart("cookies")),
      header_order: items(block({ oversize_handling: STRING }), 0, 0),
      headers: items(matchingPart("headers"), 0, 0),
      ja3_fingerprint: FINGERPRINT,
      ja4_fingerprint: FINGERPRINT,
      json_body: atMostOne(
        block(
          { invalid_fallback_behavior: optional("string"), match_scope: STRING, oversize_handling: optional("string") },
          { match_pattern: exactlyOne(block({ included_paths: STRINGS }, { all: EMPTY })) },
        ),
      ),
      method: EMPTY,
      query_string: EMPTY,
      single_header: NAMED,
      single_query_argument: NAMED,
      uri_fragment: atMostOne(block({ fallback_behavior: optional("string") })),
      uri_path: EMPTY,
    },
  ),
);

function matchingPart(part: "cookies" | "headers"): Block {
  const pattern = block({ [`excluded_${part}`]: STRINGS, [`included_${part}`]: STRINGS }, { all: EMPTY });
  return block({ match_scope: STRING, oversize_handling: STRING }, { match_pattern: exactlyOne(pattern) });
}

/** A statement that matches one part of the request. */
function inspection(attributes: Readonly<Record<string, Attribute>>): NestedBlock {
  return atMostOne(block(attributes, { field_to_match: FIELD_TO_MATCH, text_transformation: TEXT_TRANSFORMATION }));
}

const TRANSFORMED = atMostOne(block({}, { text_transformation: TEXT_TRANSFORMATION }));
const TRANSFORMED_NAME = atMostOne(block({ name: STRING }, { text_transformation: TEXT_TRANSFORMATION }));

const RATE_KEY = items(
  block(
    {},
    {
      cookie: TRANSFORMED_NAME,
      forwarded_ip: EMPTY,
      header: TRANSFORMED_NAME,
      http_method: EMPTY,
      ip: EMPTY,
      ja3_fingerprint: FINGERPRINT,
      ja4_fingerprint: FINGERPRINT,
      label_namespace: atMostOne(block({ namespace: STRING })),
      query_argument: TRANSFORMED_NAME,
      query_string: TRANSFORMED,
      uri_path: TRANSFORMED,
    },
  ),
  0,
  5,
);

const HEADER = block({ name: STRING, value: STRING });
const REQUEST_HANDLING = atMostOne(block({}, { insert_header: items(HEADER, 1, 0, "set") }));
const PASSING_ACTION = atMostOne(block({}, { custom_request_handling: REQUEST_HANDLING }));
const RESPONSE = block(
  { custom_response_body_key: optional("string"), response_code: required("number") },
  { response_header: items(HEADER, 0, 0, "set") },
);
const RULE_ACTION_OVERRIDE = items(
  block(
    { name: STRING },
    {
      action_to_use: exactlyOne(
        block(
          {},
          {
            allow: PASSING_ACTION,
            block: atMostOne(block({}, { custom_response: atMostOne(RESPONSE) })),
            captcha: PASSING_ACTION,
            challenge: PASSING_ACTION,
            count: PASSING_ACTION,
          },
        ),
      ),
    },
  ),
  0,
  100,
);

/** Managed rule group configurations: only bot control, which needs no application data. */
const MANAGED_RULE_GROUP_CONFIGS = items(
  block(
    {},
    {
      aws_managed_rules_bot_control_rule_set: atMostOne(
        block({ enable_machine_learning: optional("bool"), inspection_level: STRING }),
      ),
    },
  ),
  0,
  0,
);

const LEAVES: Readonly<Record<string, NestedBlock>> = {
  asn_match_statement: atMostOne(
    block({ asn_list: required(["list", "number"]) }, { forwarded_ip_config: atMostOne(block(FORWARDED_IP)) }),
  ),
  byte_match_statement: inspection({ positional_constraint: STRING, search_string: STRING }),
  geo_match_statement: atMostOne(
    block({ country_codes: required(["list", "string"]) }, { forwarded_ip_config: atMostOne(block(FORWARDED_IP)) }),
  ),
  ip_set_reference_statement: atMostOne(
    block({ arn: STRING }, { ip_set_forwarded_ip_config: atMostOne(block({ ...FORWARDED_IP, position: STRING })) }),
  ),
  label_match_statement: atMostOne(block({ key: STRING, scope: STRING })),
  regex_match_statement: inspection({ regex_string: STRING }),
  regex_pattern_set_reference_statement: inspection({ arn: STRING }),
  rule_group_reference_statement: atMostOne(block({ arn: STRING }, { rule_action_override: RULE_ACTION_OVERRIDE })),
  size_constraint_statement: inspection({ comparison_operator: STRING, size: required("number") }),
  sqli_match_statement: inspection({ sensitivity_level: optional("string") }),
  xss_match_statement: inspection({}),
};

/** A nested statement. */
function nestedStatement(level: number): Block {
  if (level === 0) return block({}, LEAVES);
  const combination = atMostOne(block({}, { statement: items(nestedStatement(level - 1), 1, 0) }));
  return block({}, { ...LEAVES, and_statement: combination, not_statement: combination, or_statement: combination });
}

/** The statement of a rule; only this level allows managed rule groups and rate-based statements. */
function ruleStatement(level: number): Block {
  const { attributes, blocks } = nestedStatement(level);
  const scopeDown = atMostOne(nestedStatement(Math.max(level - 1, 0)));
  const managedRuleGroup = block(
    { name: STRING, vendor_name: STRING, version: optional("string") },
    {
      managed_rule_group_configs: MANAGED_RULE_GROUP_CONFIGS,
      rule_action_override: RULE_ACTION_OVERRIDE,
      scope_down_statement: scopeDown,
    },
  );
  const rate = block(
    { aggregate_key_type: optional("string"), evaluation_window_sec: optional("number"), limit: required("number") },
    {
      custom_key: RATE_KEY,
      forwarded_ip_config: atMostOne(block(FORWARDED_IP)),
      scope_down_statement: scopeDown,
    },
  );
  return {
    attributes,
    blocks: {
      ...blocks,
      managed_rule_group_statement: atMostOne(managedRuleGroup),
      rate_based_statement: atMostOne(rate),
    },
  };
}

/** @param values - all statements of rules in the configuration. */
export function wafStatement(values: readonly unknown[]): NestedBlock {
  return withUsedContent(exactlyOne(ruleStatement(Math.min(nesting(values), DEEPEST))), values);
}

/** Removes the content of blocks that no value has: Terraform decodes it for every rule, which takes seconds. */
function withUsedContent(nested: NestedBlock, values: readonly unknown[]): NestedBlock {
  const objects = values.flat().filter((value) => typeof value === "object" && value !== null);
  if (objects.some((value) => "dynamic" in value)) return nested;
  const blocks = mapValues(nested.block.blocks, (inner, name) => {
    const used = objects.flatMap((value) => (value as Readonly<Record<string, unknown>>)[name] ?? []);
    return used.length > 0 ? withUsedContent(inner, used) : { ...inner, block: block({}) };
  });
  return { ...nested, block: { ...nested.block, blocks } };
}

/** Nesting depth of a statement. */
function nesting(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const depths = Object.entries(value).map(
    ([name, inner]) => nesting(inner) + (/^(?:scope_down_)?statement$/.test(name) ? 1 : 0),
  );
  return Math.max(0, ...depths);
}
