import { managers, triggers, type Choices } from "../generate/choice.ts";

/** The choices of an editor, or the name of one that is none. */
export function chosenOf(given: unknown): Partial<Choices> | string {
  const read = recordOf(given);
  const chosen: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(read)) {
    if (shapes[name]?.(value) !== true) return name;
    chosen[name] = value ?? undefined;
  }
  return chosen;
}

const isText = (value: unknown): boolean => typeof value === "string";
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isOneOf = (values: readonly string[]) => (value: unknown) => values.some((each) => each === value);

const shapes: Readonly<Record<string, (value: unknown) => boolean>> = {
  packages: areTexts,
  manager: isOneOf(managers),
  build: areTexts,
  directory: isText,
  node: (value) => Object.values(recordOf(value)).every(isText) && Object.keys(recordOf(value)).length === 1,
  tags: isText,
  trigger: isOneOf(triggers),
  branch: isText,
  environment: (value) => value === null || isText(value),
  action: isOneOf(["publish", "stage"]),
  file: isText,
  repository: (value) => value === null || isText(value),
} satisfies Record<keyof Choices, (value: unknown) => boolean>;

/** The fields of an object; none of anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
