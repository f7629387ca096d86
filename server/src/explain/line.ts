import { limits } from "../limits.ts";

/** A line of a log without what GitHub, `gh` and a terminal put around it. */
export interface LogLine {
  /** Trimmed. */
  readonly text: string;
  /** Counts from 1. */
  readonly number: number;
  /** Where `gh` says it. */
  readonly job: string | undefined;
  readonly step: string | undefined;
}

/** Cuts a log that arrives in pieces into lines. It holds no more than one line, and of a long one only the beginning. */
export function lineReader(see: (line: LogLine) => void): { add(chunk: string): void; end(): void } {
  let rest = "";
  let number = 0;
  const whole = (line: string): void => see({ ...cleaned(line), number: ++number });
  return {
    add(chunk) {
      let from = 0;
      for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", from)) {
        whole(rest + chunk.slice(from, Math.min(end, from + limits.logLine)));
        rest = "";
        from = end + 1;
      }
      if (rest.length < limits.logLine) rest += chunk.slice(from, from + limits.logLine);
    },
    end() {
      if (rest !== "") whole(rest);
      rest = "";
    },
  };
}

/** `gh run view --log` puts the job, the step and a tab before each line. */
const columns = /^([^\t]{0,300})\t([^\t]{0,300})\t(?=\uFEFF?\d{4}-\d\d-\d\dT)/;
const time = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z ?/;
/** Colours and links of a terminal; of a text that was copied from the web, what is left of colours. */
// oxlint-disable-next-line no-control-regex -- the characters of a terminal are what is removed here
const escapes = /\u001B\[[\d;?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\[(?:\d{1,3};)*\d{1,3}m/g;

function cleaned(line: string): Omit<LogLine, "number"> {
  const cut = line.slice(0, limits.logLine).replace(/\r+$/, "");
  const [whole = "", job, step] = columns.exec(cut) ?? [];
  const text = cut
    .slice(whole.length)
    .replace(time, "")
    .replace(/^.*\r/, "")
    .replaceAll(escapes, "")
    .replace(/^##\[(?:error|warning|debug|notice)\]/, "")
    .trim();
  // What `gh` calls a step whose name it doesn't find.
  return { text, job, step: step === "UNKNOWN STEP" ? undefined : step };
}
