import { URI } from "vscode-uri";

/** A URI taken apart, undefined where it is none. Windows' drive letters are lower case. */
export function locationOf(uri: string): URI | undefined {
  try {
    // Without a scheme it would be taken for a path.
    const location = URI.parse(uri, true);
    return location.with({ path: location.path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase()) });
  } catch {
    return undefined;
  }
}

/** The path of a location relative to a root, undefined outside of it. The root's own is `""`. */
export function pathIn(root: URI, location: URI): string | undefined {
  if (root.scheme !== location.scheme || root.authority !== location.authority || root.query !== location.query) {
    return undefined;
  }
  const folder = root.path.replace(/\/+$/, "");
  if (location.path === folder) return "";
  if (folder === "") return location.path.replace(/^\//, "");
  return location.path.startsWith(`${folder}/`) ? location.path.slice(folder.length + 1) : undefined;
}

/**
 * The root of a document that is in no opened folder: what comes before `.github/` in its path, or else the folder
 * of a package.json or .npmrc. Undefined for any other file: nothing can be told about it alone.
 */
export function loneRootOf(location: URI): { readonly root: URI; readonly isRepository: boolean } | undefined {
  const inGithub = /^(.*?)(?:^|\/)\.github\/(?!.*\.github\/)/.exec(location.path);
  if (inGithub !== null) return { root: location.with({ path: inGithub[1] ?? "" }), isRepository: true };
  const inPackage = /^(.*?)(?:^|\/)(?:package\.json|\.npmrc)$/.exec(location.path);
  return inPackage === null ? undefined : { root: location.with({ path: inPackage[1] ?? "" }), isRepository: false };
}
