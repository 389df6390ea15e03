import { bodies, userPath, userQuery } from "../contract";
import { restHandler } from "../http/api";
import { changeGroups, changePreferences, changeProfile, join, userByEmail, userOf } from "../users/users";

/** Profiles, preferences and groups of users, who register and sign in at Cognito. */
export const handler = restHandler({
  join: async (request) => ({ status: 201, body: await join(request.userId, request.body(bodies.Profile)) }),
  getProfile: async (request) => ({ status: 200, body: await userOf(request.userId) }),
  putProfile: async (request) => ({
    status: 200,
    body: await changeProfile(request.userId, request.body(bodies.Profile)),
  }),
  putPreferences: async (request) => ({
    status: 200,
    body: await changePreferences(request.userId, request.body(bodies.Preferences)),
  }),
  findUser: async (request) => ({ status: 200, body: await userByEmail(request.query(userQuery).email) }),
  getUser: async (request) => ({ status: 200, body: await userOf(request.path(userPath).userId) }),
  putGroups: async (request) => {
    const { groups } = request.body(bodies.Membership);
    await changeGroups(request.path(userPath).userId, groups);
    return { status: 200, body: { groups } };
  },
});
