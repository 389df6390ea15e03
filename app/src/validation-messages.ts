import { config } from "zod/mini";
import en from "zod/v4/locales/en.js";

/** Gives the small variant of zod its sentences; without them it says of everything that it is invalid. */
config(en());
