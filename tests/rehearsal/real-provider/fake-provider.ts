import fs from "node:fs";
import path from "node:path";

/**
 * Writes an executable that speaks the plugin protocol. It answers each call with its process id, its environment
 * variable FLAVOR and its configuration. The configuration "odd" has a warning; a plan of "archive" reads the file of
 * that name, and a plan of "panic" panics.
 */
export function writeFakeProvider(folder: string): string {
  const executable = path.join(folder, "terraform-provider-aws_fake");
  const script = `#!${process.execPath}
const { Server, ServerCredentials } = require(${JSON.stringify(require.resolve("@grpc/grpc-js"))});
const unchanged = (message) => message;
const form = { requestStream: false, responseStream: false, requestSerialize: unchanged, requestDeserialize: unchanged, responseSerialize: unchanged, responseDeserialize: unchanged };
const names = ["GetSchema", "Configure", "PlanResourceChange", "Stop", "MoveResourceState"];
const calls = names.map((name) => [name, { ...form, path: "/tfplugin5.Provider/" + name }]);
const fs = require("node:fs");
let configuration = "none";
const answer = () => Buffer.from([process.pid, process.env.FLAVOR, configuration].join(" "));
const archive = () => (fs.existsSync("archive") ? fs.readFileSync("archive") : "no archive");
const server = new Server();
server.addService(Object.fromEntries(calls), {
  GetSchema: (_call, done) => done(null, answer()),
  Stop: (_call, done) => done(null, answer()),
  MoveResourceState: (_call, done) => done({ code: 12, details: "not in this version" }),
  Configure: ({ request }, done) => {
    configuration = String(request);
    done(null, Buffer.from(configuration === "odd" ? "a warning" : ""));
  },
  PlanResourceChange: ({ request }, done) => {
    if (String(request) === "archive") return done(null, Buffer.from(archive()));
    if (String(request) !== "panic") return done(null, answer());
    process.stderr.write("log\\npanic: nil map\\n", () => process.exit(2));
  },
});
const socket = __filename + "." + process.pid + ".sock";
server.bindAsync("unix:" + socket, ServerCredentials.createInsecure(), () =>
  process.stdout.write("1|5|unix|" + socket + "|grpc|\\n"),
);
`;
  fs.writeFileSync(executable, script, { mode: 0o755 });
  return executable;
}
