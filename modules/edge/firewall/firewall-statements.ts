import type { ManagedRuleGroup } from "./managed-groups";

/** A request component that a statement inspects (`FieldToMatch`). */
export type RequestPart =
  | { readonly body: { readonly oversize_handling: "CONTINUE" | "MATCH" } }
  | { readonly method: object }
  | { readonly query_string: object }
  | { readonly single_header: { readonly name: string } }
  | { readonly uri_path: object };

export type TextTransformation = "NONE" | "URL_DECODE" | "HTML_ENTITY_DECODE" | "JS_DECODE" | "LOWERCASE";

interface Inspection {
  readonly field_to_match: RequestPart;
  readonly text_transformation: readonly { readonly priority: number; readonly type: TextTransformation }[];
}

/** Statements that inspect a request component. */
export type InspectionStatement =
  | {
      readonly byte_match_statement: Inspection & {
        readonly positional_constraint: "EXACTLY" | "CONTAINS";
        readonly search_string: string;
      };
    }
  | { readonly regex_match_statement: Inspection & { readonly regex_string: string } }
  | {
      readonly size_constraint_statement: Inspection & {
        readonly comparison_operator: "GT";
        readonly size: number;
      };
    }
  | { readonly sqli_match_statement: Inspection & { readonly sensitivity_level: "LOW" | "HIGH" } }
  | { readonly xss_match_statement: Inspection };

/**
 * Statement of a rule in the provider's argument names. The bindings type it `any`, so that only Terraform would
 * notice a misspelt argument.
 */
export type Statement =
  | InspectionStatement
  | { readonly and_statement: { readonly statement: readonly Statement[] } }
  | { readonly or_statement: { readonly statement: readonly Statement[] } }
  | { readonly not_statement: { readonly statement: Statement } }
  | { readonly ip_set_reference_statement: { readonly arn: string } }
  | {
      readonly rate_based_statement: {
        readonly aggregate_key_type: "IP";
        readonly evaluation_window_sec: number;
        readonly limit: number;
      };
    }
  | { readonly geo_match_statement: { readonly country_codes: readonly string[] } }
  | { readonly label_match_statement: { readonly scope: "LABEL"; readonly key: string } }
  | {
      readonly managed_rule_group_statement: {
        readonly vendor_name: "AWS";
        readonly name: ManagedRuleGroup;
        /** Requests that the group inspects. @default all */
        readonly scope_down_statement?: Statement;
        /** Rules of the group whose action is replaced. @default none */
        readonly rule_action_override?: readonly {
          readonly name: string;
          readonly action_to_use: { readonly count: object };
        }[];
      };
    };

/** Inspects a request component after the transformations, in the given order. */
export function inspect(field: RequestPart, ...transformations: readonly TextTransformation[]): Inspection {
  const types: readonly TextTransformation[] = transformations.length > 0 ? transformations : ["NONE"];
  return { field_to_match: field, text_transformation: types.map((type, priority) => ({ priority, type })) };
}

export const allOf = (...statement: Statement[]): Statement => ({ and_statement: { statement } });
export const anyOf = (...statement: Statement[]): Statement => ({ or_statement: { statement } });
export const not = (statement: Statement): Statement => ({ not_statement: { statement } });

export const equals = (field: RequestPart, text: string): Statement => ({
  byte_match_statement: { ...inspect(field), positional_constraint: "EXACTLY", search_string: text },
});

/** Matches components larger than a number of bytes. A missing component does not match. */
export const largerThan = (field: RequestPart, bytes: number): Statement => ({
  size_constraint_statement: { ...inspect(field), comparison_operator: "GT", size: bytes },
});
