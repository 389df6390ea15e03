import {
  currentVersion,
  makeCurrent,
  randomPassword,
  readVersion,
  writePending,
  type Stage,
} from "../adapters/secret-versions";
import { changePassword, connect, type Credentials } from "./database-user";

/** Steps that Secrets Manager asks for, in this order. */
export type Step = "createSecret" | "setSecret" | "testSecret" | "finishSecret";

type Rotate = (secretId: string, token: string) => Promise<void>;

/** Each step may be done again: Secrets Manager repeats a rotation from its beginning, with the same token. */
export const steps: Readonly<Record<Step, Rotate>> = {
  async createSecret(secretId, token) {
    if (await readVersion(secretId, "AWSPENDING", token)) return;
    const { username } = await required(secretId, "AWSCURRENT");
    await writePending(secretId, token, JSON.stringify({ username, password: await randomPassword() }));
  },

  async setSecret(secretId, token) {
    const pending = await required(secretId, "AWSPENDING", token);
    const done = await connect(pending);
    if (done) return done.end();
    const client = await connectAsBefore(secretId);
    try {
      await changePassword(client, pending);
    } finally {
      await client.end();
    }
  },

  async testSecret(secretId, token) {
    const client = await connect(await required(secretId, "AWSPENDING", token));
    if (!client) throw new Error("The database refuses the pending password");
    try {
      await client.query("SELECT 1");
    } finally {
      await client.end();
    }
  },

  async finishSecret(secretId, token) {
    const current = await currentVersion(secretId);
    if (current !== token) await makeCurrent(secretId, token, current);
  },
};

/** The current password is not that of the database after a rotation that ended between two steps. */
async function connectAsBefore(secretId: string) {
  for (const stage of ["AWSCURRENT", "AWSPREVIOUS"] as const) {
    const text = await readVersion(secretId, stage);
    const client = text && (await connect(JSON.parse(text) as Credentials));
    if (client) return client;
  }
  throw new Error("The database accepts neither the current nor the previous password");
}

async function required(secretId: string, stage: Stage, token?: string): Promise<Credentials> {
  const text = await readVersion(secretId, stage, token);
  if (!text) throw new Error(`The secret has no version ${stage}`);
  return JSON.parse(text) as Credentials;
}
