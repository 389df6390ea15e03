import type { Customer } from "./customer";

export interface OpenShop {
  readonly url: string;
  close(): Promise<void>;
}

/** The running shop whose address is in SHOP_URL: every customer who signs in there must be a new one. */
export async function openShop(): Promise<OpenShop> {
  const url = process.env.SHOP_URL;
  if (!url) throw new Error("SHOP_URL must name a running shop");
  return { url, close: async () => {} };
}

/** Signs in on the hosted pages' stand-in, from wherever the customer is; afterwards the customer is there again. */
export async function signIn({ page }: Customer): Promise<void> {
  await page.getByRole("button", { name: "Sign in", exact: true }).first().click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}
