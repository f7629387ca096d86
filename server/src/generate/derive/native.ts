import { nativeBuilders } from "../../data/tools.ts";
import { platformsOf } from "../../repository/package/order.ts";
import { packageIn, type Package } from "../../repository/package/package.ts";
import { packagesBelow } from "../../repository/package/workspaces.ts";
import { join } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";

/** What tells that a package is built once for each platform, in words; undefined where nothing does. */
export function nativeSign(repository: Repository, directory: string): string | undefined {
  const has = (path: string): boolean => repository.file(join(directory, path)) !== "absent";
  const found = packageIn(repository, directory);
  const manifest = typeof found === "string" ? "" : found.file.text;
  if (has("binding.gyp")) return "`binding.gyp`";
  if (has("Cargo.toml") && nativeBuilders.test(manifest)) return "`Cargo.toml`";
  if (has("build.zig")) return "`build.zig`";
  const platform = platformPackages(repository, directory)[0];
  return platform && `the platform package ${platform.directory}`;
}

/** The packages for one platform each, wherever the repository keeps them. */
function platformPackages(repository: Repository, directory: string): readonly Package[] {
  const below = packagesBelow(repository, directory, ["npm/*", "packages/*", "npm/*/*"]) ?? [];
  return below.filter((each) => platformsOf(each).length > 0);
}
