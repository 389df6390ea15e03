import type { APIGatewayProxyEvent } from "aws-lambda";
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { context, describeWithMoto, provideResources } from "./support/billing";
import {
  CERTIFICATE_URL,
  createAuthority,
  signedDelivery,
  type Authority,
  type SignedDelivery,
} from "./support/certificates";

/** Events that the bus has taken, and the number of its next failures. */
const bus = vi.hoisted(() => ({ taken: [] as { id: string }[], failures: 0 }));

vi.mock("../../functions/adapters/put-event", () => ({
  putEvent: async (_source: string, _type: string, detail: { id: string }) => {
    if (bus.failures > 0) {
      bus.failures--;
      throw Object.assign(new Error("The event bus is busy"), { name: "TemporarilyUnavailable" });
    }
    bus.taken.push(detail);
  },
}));

describeWithMoto("SA-C4 SA-L1 the webhook", () => {
  let authority: Authority;
  let handler: typeof import("../../functions/handlers/webhook").handler;
  /** Certificates by URL, and the URLs that were fetched. */
  const served = new Map<string, string | number>();
  const fetched: string[] = [];

  beforeAll(async () => {
    authority = createAuthority();
    await provideResources();
    process.env["PAYPAL_CA_FILE"] = authority.rootFile;
    process.env["PAYPAL_CERTIFICATE_HOSTS"] = "api.paypal.com,api.sandbox.paypal.com";
    vi.stubGlobal("fetch", async (url: string, { redirect }: RequestInit) => {
      fetched.push(url);
      const answer = served.get(url) ?? 404;
      if (answer === 302 && redirect === "error") throw new TypeError("unexpected redirect");
      return typeof answer === "number" ? new Response(null, { status: answer }) : new Response(answer);
    });
    ({ handler } = await import("../../functions/handlers/webhook"));
  });

  afterAll(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
    delete process.env["PAYPAL_CA_FILE"];
    authority.remove();
  });

  beforeEach(() => {
    vi.useRealTimers();
    bus.taken.length = 0;
    bus.failures = 0;
    fetched.length = 0;
    served.clear();
    served.set(CERTIFICATE_URL, authority.payPal.certificate);
  });

  const bodyOf = (id = `WH-${randomUUID()}`, padding = 0) =>
    JSON.stringify({
      id,
      event_type: "PAYMENT.CAPTURE.COMPLETED",
      resource: { id: "capture", custom_id: "sub_1/2027-01-01", note: "x".repeat(padding) },
    });

  const signed = (body = bodyOf(), options = {}) => signedDelivery(body, authority.payPal.key, options);

  async function deliver({ body, headers }: SignedDelivery, isBase64Encoded = false): Promise<number> {
    const text = isBase64Encoded ? Buffer.from(body).toString("base64") : body;
    const event = { headers, body: text, isBase64Encoded } as unknown as APIGatewayProxyEvent;
    return (await handler(event, context)).statusCode;
  }

  const withHeader = (delivery: SignedDelivery, name: string, value: string): SignedDelivery => ({
    ...delivery,
    headers: { ...delivery.headers, [name]: value },
  });

  /** URL that no other test has fetched, for certificates that differ. */
  function serve(certificate: string | number): string {
    const url = `${CERTIFICATE_URL}-${createHash("sha256").update(randomUUID()).digest("hex").slice(0, 8)}`;
    served.set(url, certificate);
    return url;
  }

  test("accepts what PayPal has signed, as text and as base64", async () => {
    expect([await deliver(signed()), await deliver(signed(), true)]).toEqual([200, 200]);
    expect(bus.taken).toHaveLength(2);
  });

  test("accepts a certificate of an intermediate, and characters beyond ASCII", async () => {
    const body = bodyOf().replace('"note":""', '"note":"Überweisung 5 €"');
    const url = serve(authority.intermediate.certificate);
    const delivery = withHeader(signedDelivery(body, authority.intermediate.key), "Paypal-Cert-Url", url);
    expect([await deliver(delivery), bus.taken.length]).toEqual([200, 1]);
  });

  test("fetches a certificate once", async () => {
    const url = serve(authority.payPal.certificate);
    for (let delivery = 0; delivery < 3; delivery++)
      expect(await deliver(withHeader(signed(), "Paypal-Cert-Url", url))).toBe(200);
    expect(fetched).toEqual([url]);
  });

  test.each<[string, () => SignedDelivery]>([
    [
      "with a flipped byte",
      () => {
        const delivery = signed();
        return { ...delivery, body: delivery.body.replace("capture", "capturf") };
      },
    ],
    [
      "whose body was parsed and written again",
      () => {
        const delivery = signed(bodyOf().replace('","', '", "'));
        return { ...delivery, body: JSON.stringify(JSON.parse(delivery.body)) };
      },
    ],
    ["for another webhook", () => signed(bodyOf(), { webhookId: "WH-2" })],
    ["of six minutes ago", () => signed(bodyOf(), { time: new Date(Date.now() - 360_000).toISOString() })],
    ["of six minutes ahead", () => signed(bodyOf(), { time: new Date(Date.now() + 360_000).toISOString() })],
    ["without a time", () => signed(bodyOf(), { time: "yesterday" })],
    ["without a signature", () => withHeader(signed(), "Paypal-Transmission-Sig", "")],
    ["with another signature", () => withHeader(signed(), "Paypal-Transmission-Sig", "AAAA")],
    ["with another algorithm", () => withHeader(signed(), "Paypal-Auth-Algo", "SHA1withRSA")],
    [
      "with the certificate of another host",
      () => withHeader(signed(), "Paypal-Cert-Url", CERTIFICATE_URL.replace("paypal.com", "paypal.com.evil.example")),
    ],
    [
      "with a certificate beside PayPal's host",
      () => withHeader(signed(), "Paypal-Cert-Url", CERTIFICATE_URL.replace("//", "//api.paypal.com@evil.example/")),
    ],
    [
      "with a certificate at another path",
      () => withHeader(signed(), "Paypal-Cert-Url", CERTIFICATE_URL.replace("/certs/", "/files/")),
    ],
    [
      "with a certificate by http",
      () => withHeader(signed(), "Paypal-Cert-Url", CERTIFICATE_URL.replace("https", "http")),
    ],
    ["that is no event", () => signed("[]")],
    ["that is no JSON", () => signed("{")],
  ])("refuses a delivery %s, without work and without a request", async (_, forged) => {
    const delivery = forged();
    await deliver(signed());
    bus.taken.length = 0;
    fetched.length = 0;
    expect([await deliver(delivery), bus.taken, fetched]).toEqual([400, [], []]);
  });

  test.each<[string, () => { certificate: string; key: string }]>([
    ["that is signed by itself", () => authority.selfSigned],
    ["of another name", () => authority.other],
    [
      "without its intermediate",
      () => ({
        ...authority.intermediate,
        certificate: authority.intermediate.certificate.split(/(?<=-----END CERTIFICATE-----\n)/)[0]!,
      }),
    ],
    ["that is none", () => ({ ...authority.payPal, certificate: "none" })],
    [
      "that is broken",
      () => ({ ...authority.payPal, certificate: authority.payPal.certificate.replace("MII", "AAA") }),
    ],
  ])("refuses a certificate %s", async (_, identityOf) => {
    const { certificate, key } = identityOf();
    const delivery = withHeader(signedDelivery(bodyOf(), key), "Paypal-Cert-Url", serve(certificate));
    expect([await deliver(delivery), bus.taken]).toEqual([400, []]);
  });

  test("refuses a certificate that has expired, though it was fetched while it was valid", async () => {
    expect(await deliver(signed())).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 31 * 86_400_000);
    expect([await deliver(signed()), bus.taken.length]).toEqual([400, 1]);
  });

  test("follows no redirect, and asks PayPal to repeat while the certificate is missing", async () => {
    for (const status of [302, 404, 500])
      expect(await deliver(withHeader(signed(), "Paypal-Cert-Url", serve(status)))).toBe(503);
    expect(bus.taken).toEqual([]);
  });

  test("refuses a certificate of more than 100 KB", async () => {
    const url = serve(authority.payPal.certificate + " ".repeat(100_001));
    expect(await deliver(withHeader(signed(), "Paypal-Cert-Url", url))).toBe(503);
  });

  test("refuses a body of a megabyte before it is verified", async () => {
    const delivery = signed(bodyOf("WH-long", 1_000_000));
    expect([await deliver(delivery), bus.taken, fetched]).toEqual([413, [], []]);
  });

  test("puts a replayed event on the bus once", async () => {
    const delivery = signed();
    expect([await deliver(delivery), await deliver(delivery), bus.taken.length]).toEqual([200, 200, 1]);
  });

  test("answers 200 after the bus has taken the event, and forwards it when PayPal repeats it", async () => {
    const delivery = signed();
    bus.failures = 1;
    expect([await deliver(delivery), bus.taken.length]).toEqual([503, 0]);
    expect([await deliver(delivery), bus.taken.length]).toEqual([200, 1]);
  });
});

test("the pinned roots are those of PayPal's authority", async () => {
  const { pinnedRoots } = await import("../../functions/paypal/certificates");
  const names = pinnedRoots().map(({ subject }) => /CN=(.*)/.exec(subject)![1]);
  expect(names.sort()).toEqual([
    "DigiCert Global Root CA",
    "DigiCert Global Root G2",
    "DigiCert High Assurance EV Root CA",
  ]);
});
