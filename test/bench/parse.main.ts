// Parses the workflows of the folders that are given, and nothing else.
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { workflowsIn } from "./workflows.ts";

for (const path of process.argv.slice(2).flatMap(workflowsIn))
  parseDocument(readFileSync(path, "utf8"), { uniqueKeys: false, prettyErrors: false });
