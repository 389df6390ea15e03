import type Big from "big.js";
import type { Resource, ResourceGraph } from "../../../policies";

/** A charge of a resource, before its price is looked up. */
export type Component = PricedComponent | MissingUsage | UnpricedComponent;

/** A charge with a known quantity, in units of the price. */
export interface PricedComponent {
  readonly kind: "fixed" | "derived" | "usage";
  readonly component: string;
  /** Key of the price list. */
  readonly price: string;
  readonly quantity: Big;
  readonly reason?: string;
}

/** A charge whose quantity the usage file lacks. */
export interface MissingUsage {
  readonly kind: "usage missing";
  readonly component: string;
  readonly price: string;
  /** Parameters that the usage file needs. */
  readonly parameters: readonly string[];
}

export interface UnpricedComponent {
  readonly kind: "free" | "not priced";
  readonly component: string;
  readonly reason: string;
}

/** Input of a pricer besides its resource. */
export interface PricingContext {
  readonly graph: ResourceGraph;
  /** Region of the resource's provider; undefined if it is not a literal. */
  readonly region: string | undefined;
  /** Quantity of the usage file for a parameter of a resource. */
  usage(resource: Resource, parameter: string): Big | undefined;
}

/** Computes the charges of one resource. */
export type Pricer = (resource: Resource, context: PricingContext) => readonly Component[];
