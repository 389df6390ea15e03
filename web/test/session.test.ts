import { describe, expect, it, vi } from "vitest";
import type { Tokens } from "../src/identity/hosted-sign-in";
import { Session } from "../src/identity/session";

const fresh = (accessToken: string): Tokens => ({ accessToken, refreshToken: "r", expiresAt: Date.now() + 60_000 });
const stale: Tokens = { accessToken: "old", refreshToken: "r", expiresAt: Date.now() - 1 };

describe("a session", () => {
  it("has no token before a sign-in", async () => {
    const session = new Session(async () => ({ refresh: vi.fn(), revoke: vi.fn() }));
    expect(session.status.value).toBe("signed-out");
    expect(await session.accessToken()).toBeUndefined();
    expect(await session.refresh()).toBe(false);
  });

  it("returns a valid token without a request", async () => {
    const refresh = vi.fn();
    const session = new Session(async () => ({ refresh, revoke: vi.fn() }));
    session.start(fresh("a"));
    expect(await session.accessToken()).toBe("a");
    expect(refresh).not.toHaveBeenCalled();
  });

  it("renews an expired token once for concurrent requests", async () => {
    const refresh = vi.fn(async () => fresh("new"));
    const session = new Session(async () => ({ refresh, revoke: vi.fn() }));
    session.start(stale);
    expect(await Promise.all([session.accessToken(), session.accessToken()])).toEqual(["new", "new"]);
    expect(refresh).toHaveBeenCalledExactlyOnceWith("r");
  });

  it("returns false when the token cannot be renewed", async () => {
    const session = new Session(async () => ({ refresh: () => Promise.reject(new Error("revoked")), revoke: vi.fn() }));
    session.start(stale);
    expect(await session.refresh()).toBe(false);
  });

  it("revokes its refresh token, whatever becomes of the request", async () => {
    const revoke = vi.fn(() => Promise.reject(new Error("offline")));
    const session = new Session(async () => ({ refresh: vi.fn(), revoke }));
    session.revoke();
    session.start(fresh("a"));
    session.revoke();
    await vi.waitFor(() => expect(revoke).toHaveBeenCalledExactlyOnceWith("r"));
  });

  it("forgets everything when it ends", async () => {
    const session = new Session(async () => ({ refresh: vi.fn(), revoke: vi.fn() }));
    session.start(fresh("a"));
    session.csrfToken = "c";
    session.end("ended");
    expect(session.status.value).toBe("ended");
    expect(session.csrfToken).toBeUndefined();
    expect(await session.accessToken()).toBeUndefined();
  });
});
