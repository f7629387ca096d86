import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { Report } from "../../server/src/report/report.ts";

const schema = JSON.parse(readFileSync("schemas/report.json", "utf8")) as object;

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

/** A report's JSON as a value, which is valid against `schemas/report.json`. */
export function reportIn(json: string): Report {
  const report: unknown = JSON.parse(json);
  if (!validate(report)) throw new Error(JSON.stringify(validate.errors, undefined, 2));
  return report as Report;
}
