import semver from "semver";
import validate from "validate-npm-package-name";
import type { Package } from "./package.ts";

/**
 * What npm's registry would refuse about a package's name or version, as a sentence that doesn't repeat them; undefined if nothing. Both end up in commands
 * and addresses that people copy. Source: npm's own validate-npm-package-name and semver, which `npm publish` asks.
 */
export function unpublishable({ file, name, version }: Package): string | undefined {
  if (name !== undefined && !isPackageName(name.value))
    return `The \`name\` in ${file.path} isn't one that npm accepts for a package.`;
  if (version !== undefined && semver.valid(version.value, { loose: true }) === null)
    return `The \`version\` in ${file.path} isn't a semantic version, so npm refuses it.`;
  return undefined;
}

/** Whether the registry may hold a package of this name; old ones may have upper case. */
export function isPackageName(name: string): boolean {
  return validate(name).validForOldPackages && !name.startsWith("-");
}
