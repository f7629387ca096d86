import { repositoryReport } from "../../server/src/report/repository.ts";
import { reportOf } from "../../server/src/report/build.ts";
import type { Report } from "../../server/src/report/report.ts";
import type { Trial } from "../pages/trial.ts";
import { reportIn } from "./schema.ts";

/** The report of an example, after its way through JSON, which is valid against its schema. */
export function reportOfTrial({ input, linted, config }: Trial, packages: readonly string[] = []): Report {
  const repository = repositoryReport({
    folder: ".",
    input,
    linted,
    config,
    commit: null,
    namedBy: "GITHUB_REPOSITORY",
    packages,
  });
  return reportIn(JSON.stringify(reportOf([repository], input.today, { maxWarnings: undefined })));
}
