import { config } from "zod/mini";
import en from "zod/v4/locales/en.js";

/** Loads zod's English messages; zod/mini has only one for all errors. */
config(en());
