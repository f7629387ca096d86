// The licence notices of everything that esbuild bundled: most licences demand that their text goes with every copy.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Licences (SPDX) that let us ship a package in a bundle with its notice. Anything else stops the build until a person has decided. */
const allowed = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "CC0-1.0",
]);

/** The packages whose files are in the bundles, by the folder each lies in. */
export function bundledPackages(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
  return [...folders].toSorted((a, b) => (a < b ? -1 : 1));
}

/** The text that ships next to the bundles. Throws for a licence that isn't on the list, and for a package without a licence text. */
export function noticesOf(folders) {
  const sections = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (!allowed.has(license))
      throw new Error(
        `${name} ${version} has the licence ${JSON.stringify(license)}, which notices.mjs doesn't allow.`,
      );
    const file = readdirSync(folder).find((each) => /^(?:licen[cs]e|copying)(?:[-.](?!js|ts)\w+)*$/i.test(each));
    const notice = join(folder, "NOTICE");
    if (file === undefined) throw new Error(`${name} ${version} has no file with the text of its licence.`);
    const texts = [join(folder, file), ...(existsSync(notice) ? [notice] : [])];
    const body = texts.map((path) => readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim()).join("\n\n");
    return `${name} ${version} (${license})\n\n${body}`;
  });
  const line = `\n\n${"-".repeat(80)}\n\n`;
  return `Trusted Publishing for npm contains these packages, each under its own licence.${line}${sections.join(line)}\n`;
}
