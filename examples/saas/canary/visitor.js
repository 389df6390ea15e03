"use strict";

/** Time in milliseconds within which each answer must have arrived. */
const LIMIT_MILLIS = 5_000;

/** Fetches an address. Throws the address and the reason unless the answer has status 200 in time. */
async function fetched(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MILLIS), headers: { "user-agent": "canary" } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    return text;
  } catch (error) {
    throw new Error(`${url}: ${error.message}`, { cause: error });
  }
}

/** Parses JSON. Throws the address for anything else. */
function parsed(url, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${url}: no JSON`);
  }
}

/** Asks the API for its health and the plans, and opens the page of the application: a failed step throws. */
exports.handler = async () => {
  const [site, api] = [process.env.SITE_URL, `${process.env.API_URL}/v1`];
  const { status } = parsed(`${api}/health`, await fetched(`${api}/health`));
  if (status !== "ok") throw new Error(`${api}/health: status is not ok`);
  const { plans } = parsed(`${api}/plans`, await fetched(`${api}/plans`));
  if (!Array.isArray(plans) || plans.length === 0) throw new Error(`${api}/plans: no plans`);
  if (!/<html/i.test(await fetched(`${site}/`))) throw new Error(`${site}/: no HTML`);
};
