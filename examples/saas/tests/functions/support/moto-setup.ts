import { startMoto } from "groundplan/testing/local";
import { spawnSync } from "node:child_process";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of moto, or an empty text if it is not installed. */
    readonly moto: string;
  }
}

/** Starts one emulator for all tests; each file creates its own resources in it. */
export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  const isInstalled = spawnSync("which", ["moto_server"], { stdio: "ignore" }).status === 0;
  if (!isInstalled && process.env["CI"]) throw new Error('Install moto_server: pipx install "moto[server]==5.2.1"');
  const moto = isInstalled ? await startMoto() : { url: "", stop: () => Promise.resolve() };
  provide("moto", moto.url);
  return () => moto.stop();
}
