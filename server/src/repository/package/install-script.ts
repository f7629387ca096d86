import type { SourceFile } from "../../text.ts";

/**
 * Whether a lock file of npm says that a package builds or fetches its program with an install script, and brings none with it: a
 * native addon. False where that can't be told. The text is searched, not parsed: such files have megabytes.
 */
export function isBuiltOnInstall(lock: SourceFile, name: string): boolean {
  const start = lock.text.indexOf(`"node_modules/${name}": {`);
  const end = start < 0 ? -1 : lock.text.indexOf("\n    }", start);
  const entry = end < 0 ? "" : lock.text.slice(start, Math.min(end, start + 10_000));
  return (
    /"hasInstallScript":\s*true/.test(entry) &&
    /"(?:prebuild-install|bindings|nan|node-addon-api|@mapbox\/node-pre-gyp|node-pre-gyp)":/.test(entry) &&
    !/"node-gyp-build":/.test(entry)
  );
}
