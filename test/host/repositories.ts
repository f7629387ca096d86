import { checkout, type Base, type Checkout, type Loaded } from "../../server/src/host/checkout.ts";
import type { Host } from "../../server/src/host/host.ts";
import type { States } from "../../server/src/repository/input.ts";
import { present, defaultConfig } from "../../server/src/lint/present.ts";
import type { Example } from "../pages/read.ts";
import { statesOf } from "../pages/trial.ts";
import { lineOf } from "../snapshot/line.ts";
import type { Named } from "../snapshot/examples.ts";
import { root } from "./memory.ts";

/** An example's files as a disk has them: its remotes are git's. */
export function diskOf({ example, texts }: Named): States {
  const { files, directories } = statesOf(example, texts);
  const config = example.given.remotes.map(({ name, url }) => `[remote "${name}"]\n\turl = "${url}"\n`).join("");
  return { files: new Map([...files, [".git/config", { path: ".git/config", text: config }]]), directories };
}

export function checkoutOf({ given }: Example, host: Host): Checkout {
  const base: Base = { today: () => given.today, ...(given.github === undefined ? {} : { github: given.github }) };
  return checkout(host, root, base);
}

/** All that lint says, as JSON. */
export function saidOf(name: string, { input, linted }: Loaded): string {
  return lineOf(name, { input, linted, findings: present(linted.findings, defaultConfig) });
}
