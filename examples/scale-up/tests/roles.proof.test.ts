import { rehearse } from "groundplan/testing";
import { permissionsOf } from "../../../tests/support/permissions";
import { exampleFixture } from "../../../tests/support/synthesized";
import { describeWith } from "../../../tests/support/with-tool";
import { FUNCTIONS, NEEDED, withoutCommon } from "./needed-permissions";

const MINUTES = 60_000;

type Permissions = Readonly<Record<string, readonly string[]>>;

/** Actions and resources of a line; managed policies and denials have none. */
function partsOf(line: string): { readonly actions: readonly string[]; readonly resources: readonly string[] } {
  const [, actions = "", resources = ""] = /^Allow (.+?) on (.+?)(?: if .*)?$/.exec(line) ?? [];
  return { actions: actions.split(" ").filter(Boolean), resources: resources.split(" ") };
}

/** Actions that the lines of a role allow. */
const allowed = (lines: readonly string[]): string[] => lines.flatMap((line) => partsOf(line).actions);

/** Roles of functions whose actions are not exactly those of their code's calls. */
function imprecise(permissions: Permissions): string[] {
  return FUNCTIONS.filter(
    (name) => withoutCommon(allowed(permissions[`scaleup-${name}`]!)).join() !== NEEDED[name]!.join(),
  );
}

const OF_DATA = /^(?:cognito-idp|dynamodb|kms|lambda|s3|secretsmanager|sqs|states):/;

/** Lines that allow every action of a service, or an action on data of every resource. */
function unrestricted(permissions: Permissions): string[] {
  const lines = Object.values(permissions).flat();
  return lines.filter((line) => {
    const { actions, resources } = partsOf(line);
    const isOnAll = resources.includes("*") && actions.some((action) => OF_DATA.test(action));
    return isOnAll || actions.some((action) => /^\*$|:\*$/.test(action));
  });
}

describeWith("terraform", "the permissions of the applied example Scale-up")(
  "a finished deployment of Scale-up",
  () => {
    let permissions: Permissions;
    beforeAll(async () => {
      const [stack] = await rehearse(exampleFixture("scale-up", "prod"));
      permissions = permissionsOf(stack);
    }, 10 * MINUTES);

    test("SU-C2, SU-C4, SU-A1 has the roles that were reviewed", () => {
      expect(Object.keys(permissions)).toEqual(expect.arrayContaining(["scaleup-batch-task", "scaleup-product-days"]));
      expect(permissions).toMatchSnapshot();
    });

    test("SU-C2 allows each function exactly the actions of its SDK calls", () => {
      expect(imprecise(permissions)).toEqual([]);
      expect(unrestricted(permissions)).toEqual([]);
    });

    test("SU-C2 names a role with another action, or with every resource: the twin", () => {
      const more = ["Allow dynamodb:Scan on *", "Allow s3:* on arn:aws:s3:::lake"];
      const wider = { ...permissions, "scaleup-feedback": [...permissions["scaleup-feedback"]!, ...more] };
      expect(imprecise(wider)).toEqual(["feedback"]);
      expect(imprecise({ ...permissions, "scaleup-orders": [] })).toEqual(["orders"]);
      expect(unrestricted(wider)).toEqual(more);
    });
  },
);
