import { addToGroup, emailOf, groupsOf, removeFromGroup } from "../adapters/cognito";
import { getItem } from "../adapters/get-item";
import { queryItems } from "../adapters/query-items";
import { updateItem } from "../adapters/update-item";
import { groups, USERS_BY_EMAIL, type Preferences, type Profile, type User } from "../contract";
import { Refusal } from "../refusal";
import { setting } from "../settings";

/** Customers hear of their subscription by e-mail until they choose otherwise. */
const USUAL: Preferences = { email: true, sms: false };

/**
 * Enters a user who has registered at Cognito, and makes a user without a group a customer. A repeated call changes the
 * profile only.
 */
export async function join(userId: string, { name, phone }: Profile): Promise<User> {
  const email = await emailOf(userId);
  const user = await write(userId, { name, phone, email }, { preferences: USUAL });
  if ((await groupsOf(userId)).length === 0) await addToGroup(userId, groups.customer);
  return user!;
}

/** Returns a user. @throws Refusal for one who has not joined. */
export async function userOf(userId: string): Promise<User> {
  return existing(await getItem<User>(setting("USERS_TABLE"), { userId }));
}

/** Returns the user with an e-mail address. @throws Refusal if there is none. */
export async function userByEmail(email: string): Promise<User> {
  const table = { TableName: setting("USERS_TABLE"), IndexName: USERS_BY_EMAIL };
  const [user] = await queryItems<User>(table, { name: "email", value: email }, 1);
  return existing(user);
}

/** Replaces name and phone number. @throws Refusal for a user who has not joined. */
export async function changeProfile(userId: string, { name, phone }: Profile): Promise<User> {
  return existing(await write(userId, { name, phone }, {}, "attribute_exists(userId)"));
}

/** @throws Refusal for a user who has not joined, and for SMS without a phone number. */
export async function changePreferences(userId: string, preferences: Preferences): Promise<User> {
  const { phone } = await userOf(userId);
  if (preferences.sms && !phone) throw new Refusal("invalid-request", "SMS need a phone number in the profile");
  return existing(await write(userId, { preferences }, {}, "attribute_exists(userId)"));
}

/** Gives a user exactly these groups. Tokens name them from the next one on. */
export async function changeGroups(userId: string, wanted: readonly string[]): Promise<void> {
  const current = await groupsOf(userId);
  for (const group of wanted.filter((each) => !current.includes(each))) await addToGroup(userId, group);
  for (const group of current.filter((each) => !wanted.includes(each))) await removeFromGroup(userId, group);
}

function existing(user: User | undefined): User {
  if (!user) throw new Refusal("not-found", "There is no such user");
  return user;
}

type Fields = Readonly<Partial<Record<keyof User, unknown>>>;

/** Writes fields, removes those without a value, and adds others that the item does not have yet. */
function write(userId: string, fields: Fields, defaults: Fields, condition?: string): Promise<User | undefined> {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  const removed = Object.keys(fields).filter((name) => fields[name as keyof User] === undefined);
  const assignments = [
    ...set.map(([name]) => `#${name} = :${name}`),
    ...Object.keys(defaults).map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
  ];
  const entries = [...set, ...Object.entries(defaults)];
  const names = [...removed, ...entries.map(([name]) => name)];
  return updateItem<User>({
    TableName: setting("USERS_TABLE"),
    Key: { userId },
    UpdateExpression: `SET ${assignments.join(", ")}${removed.length > 0 ? ` REMOVE #${removed.join(", #")}` : ""}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
  });
}
