import fs from "node:fs";

/**
 * Preloaded into a measured process (`node -r`): at exit it writes CPU time, peak memory and the loaded AWS binding
 * files to the file in `BENCHMARK_USAGE`.
 */
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const bindings = Object.keys(require.cache).filter((file) => /@cdktf.provider-aws.lib.[^.]+\.js$/.test(file));
  fs.writeFileSync(
    process.env["BENCHMARK_USAGE"]!,
    JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMib: maxRSS / 1024, bindings }),
  );
});
