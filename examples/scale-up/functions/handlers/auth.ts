import { confirmSignUp } from "../adapters/confirm-sign-up";
import { signUp } from "../adapters/sign-up";
import { answerChallenge, login, refresh } from "../auth/sign-in";
import { bodies } from "../contract";
import { restHandler } from "../http/api";

/** Registers users and signs them in, through Cognito. */
export const handler = restHandler({
  register: async (request) => {
    const customerId = await signUp(request.body(bodies.Registration));
    return { status: 201, body: { customerId } };
  },
  confirmRegistration: async (request) => {
    await confirmSignUp(request.body(bodies.Confirmation));
    return { status: 200, body: { confirmed: true } };
  },
  login: async (request) => ({ status: 200, body: await login(request.body(bodies.Login)) }),
  answerChallenge: async (request) => ({
    status: 200,
    body: await answerChallenge(request.body(bodies.ChallengeAnswer)),
  }),
  refresh: async (request) => ({ status: 200, body: await refresh(request.body(bodies.Refresh)) }),
});
