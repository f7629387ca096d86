import { attacks } from "./attacks.ts";
import { inFiles } from "./in-files.ts";
import { inScripts } from "./in-scripts.ts";
import { inTexts } from "./in-texts.ts";
import { inWorkflows } from "./in-workflows.ts";
import type { Dimension } from "./kit.ts";

/** Every dimension, each with a name of its own. */
export const dimensions: readonly Dimension[] = [...inWorkflows, ...inScripts, ...inTexts, ...attacks, ...inFiles];
