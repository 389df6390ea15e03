import { expectStackSnapshot } from "../support/stack-snapshot";

expectStackSnapshot("dev");
