import { managers, triggers, type Choices } from "../generate/choice.ts";
import { commandOptions, listed } from "./shared-options.ts";

export interface InitOptions {
  /** As typed; the current folder where none is. */
  readonly folder: string;
  /** What is chosen by an option, packages aside. */
  readonly chosen: Partial<Omit<Choices, "packages">>;
  /** Names or folders as typed; undefined: as the repository suggests. */
  readonly packages: readonly string[] | undefined;
  readonly format: "text" | "json";
  readonly yes: boolean;
  /** A workflow that is there may be replaced. */
  readonly force: boolean;
  readonly dryRun: boolean;
  /** Jobs of a workflow that is there which build and publish become two. */
  readonly split: boolean;
  /** Builds and packs in a copy, and writes nothing. */
  readonly check: boolean;
  /** Undefined: as the terminal is. */
  readonly color: boolean | undefined;
}

/** The options of `init`, or one sentence that says what is wrong with them. */
export function initOptions(args: readonly string[]): InitOptions | string {
  const found = commandOptions("init", args, ["text", "json"], {
    trigger: { type: "string" },
    "package-manager": { type: "string" },
    run: { type: "string", multiple: true },
    environment: { type: "string" },
    stage: { type: "boolean" },
    file: { type: "string" },
    branch: { type: "string" },
    tags: { type: "string" },
    node: { type: "string" },
    repository: { type: "string" },
    yes: { type: "boolean", short: "y" },
    force: { type: "boolean" },
    "dry-run": { type: "boolean" },
    split: { type: "boolean" },
    check: { type: "boolean" },
  });
  if (typeof found === "string") return found;
  const { values, positionals, shared } = found;
  const { trigger, stage, environment, file, branch, run, tags, node } = values;
  const repository = shared.repo ?? values.repository;
  const manager = values["package-manager"];
  const chosenTrigger = triggers.find((each) => each === trigger);
  const chosenManager = managers.find((each) => each === manager);
  if (positionals.length > 1) return "init takes one folder: see trusted-publishing init --help.";
  if (trigger !== undefined && chosenTrigger === undefined)
    return `--trigger takes ${listed(triggers)}, not "${trigger}".`;
  if (manager !== undefined && chosenManager === undefined)
    return `--package-manager takes ${listed(managers)}, not "${manager}".`;
  return {
    folder: positionals[0] ?? ".",
    chosen: {
      ...(chosenTrigger === undefined ? {} : { trigger: chosenTrigger }),
      ...(chosenManager === undefined ? {} : { manager: chosenManager }),
      ...(stage === undefined ? {} : { action: stage ? "stage" : "publish" }),
      ...(environment === undefined ? {} : { environment: environment === "none" ? undefined : environment }),
      ...(file === undefined ? {} : { file }),
      ...(branch === undefined ? {} : { branch }),
      ...(tags === undefined ? {} : { tags }),
      ...(node === undefined ? {} : { node: { version: node } }),
      ...(run === undefined ? {} : { build: run.filter((command) => command !== "none") }),
      ...(repository === undefined ? {} : { repository }),
    },
    packages: shared.packages.length === 0 ? undefined : shared.packages,
    format: shared.format,
    yes: values.yes === true,
    force: values.force === true,
    dryRun: values["dry-run"] === true,
    split: values.split === true,
    check: values.check === true,
    color: shared.color,
  };
}
