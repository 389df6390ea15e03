import Big from "big.js";

/** Quantities of a workload by name. */
export type Workload = ReadonlyMap<string, Big>;

/**
 * Computes a quantity of a usage file: numbers and names of the workload, with `*` and `+`.
 *
 * @throws Error for anything else, with the names of the workload.
 */
export function quantityOf(text: string | number, workload: Workload): Big {
  return String(text)
    .split("+")
    .map((product) => product.split("*").map((factor) => factorOf(factor.trim(), workload)))
    .map((factors) => factors.reduce((product, factor) => product.times(factor)))
    .reduce((sum, product) => sum.plus(product));
}

function factorOf(text: string, workload: Workload): Big {
  if (/^\d+(\.\d+)?(e-?\d+)?$/.test(text)) return new Big(text);
  const quantity = workload.get(text);
  if (quantity) return quantity;
  const names = [...workload.keys()].join(", ") || "none";
  throw new Error(`"${text}"; allowed: numbers and quantities of the workload (${names}), with * and +`);
}
