/** Bodies that satisfy no model. */
export const hostileBodies: readonly string[] = [
  "",
  "{",
  "null",
  "[]",
  '"text"',
  "{}",
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  `{"a":${'{"a":'.repeat(500)}1${"}".repeat(500)}}`,
  JSON.stringify({ email: "a@example.com", password: { $ne: null } }),
  JSON.stringify({ orderId: "'; DROP TABLE sales; --", paymentToken: "tok_approved" }),
  JSON.stringify({ orderId: '","customerId":"eve', paymentToken: "${jndi:ldap://x}" }),
  JSON.stringify({ orderId: "\u0000\u202e☃", productId: "../../etc/passwd", rating: 1, text: "\ud800" }),
  '{"orderId":"a","productId":"cup","rating":1e309,"text":"x"}',
  '{"items":[{"productId":"cup","quantity":9007199254740993}],"totalCents":-1}',
  JSON.stringify({ text: "x".repeat(300_000) }),
];

/** Queries that no route accepts. */
export const hostileQueries: readonly string[] = [
  "?productId=%00&from=%00&to=%00",
  "?productId=' OR 1=1 --&from=' OR 1=1 --&to=2026-01-01",
  `?productId=${"a".repeat(5_000)}&from=2026-01-01&to=${"9".repeat(5_000)}`,
  "?productId=a&productId=%E0%80%AF&from=2026-01-01&from=x&to=2026-01-01&to=x",
  "?productId[$gt]=&from[$gt]=&to[]=",
];
