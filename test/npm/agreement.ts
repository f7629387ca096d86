import type { Outcome } from "../../server/src/publish/outcome.ts";
import type { Observed } from "./observed.ts";

/** How npm shows each outcome: what a run must have in common with it to bear the name. */
const shows: Readonly<Record<Outcome, (seen: Observed) => boolean>> = {
  // The registry decides about the exchange; what is sent after a good one carries its token.
  exchange: ({ exchanged, sent }) =>
    exchanged.length > 0 &&
    (exchanged.includes(201) ? sent.length > 0 && sent.every(({ as }) => as.startsWith("exchanged token")) : true),
  ENEEDAUTH: ({ exchanged, sent, code }) => exchanged.length === 0 && sent.length === 0 && code === "ENEEDAUTH",
  "ENEEDAUTH after": ({ exchanged, sent, code }) =>
    exchanged.includes(201) && sent.length === 0 && code === "ENEEDAUTH",
  E404: ({ exchanged, sent, code, prints }) =>
    exchanged.length === 0 &&
    code === "E404" &&
    prints.some((line) => line.includes("Access token expired or revoked")) &&
    sent.every(({ as }) => as === "setup-node's placeholder" || as.includes("${")),
  EUSAGE: ({ exchanged, sent, code }) => exchanged.length === 0 && sent.length === 0 && code === "EUSAGE",
  MODULE_NOT_FOUND: ({ code }) => code === "MODULE_NOT_FOUND",
  "unknown-command": ({ asked, sent, exit, prints }) =>
    !asked && sent.length === 0 && exit !== 0 && prints.some((line) => line.startsWith("Unknown command")),
  token: ({ exchanged, sent }) =>
    exchanged.length === 0 &&
    sent.length > 0 &&
    sent.every(({ as }) => /^(?:valid|revoked) token$|^user and password$/.test(as)),
  unknown: () => false,
};

/** Whether the run is what the outcome says. Nothing is said by `unknown`, so nothing agrees with it. */
export function agrees(outcome: Outcome, seen: Observed): boolean {
  return shows[outcome](seen);
}
