import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { Report } from "../../server/src/report/report.ts";

function validatorOf(path: string) {
  const schema = JSON.parse(readFileSync(path, "utf8")) as object;
  return new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
}

const validate = validatorOf("schemas/report.json");

/** JSON as a value, which is valid against a schema in `schemas/`. */
export function validIn(schema: "trust" | "stage", json: string): unknown {
  const own = validatorOf(`schemas/${schema}.json`);
  const value: unknown = JSON.parse(json);
  if (!own(value)) throw new Error(JSON.stringify(own.errors, undefined, 2));
  return value;
}

/** A report's JSON as a value, which is valid against `schemas/report.json`. */
export function reportIn(json: string): Report {
  const report: unknown = JSON.parse(json);
  if (!validate(report)) throw new Error(JSON.stringify(validate.errors, undefined, 2));
  return report as Report;
}
