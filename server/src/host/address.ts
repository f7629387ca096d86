import type { Remote } from "../repository/input.ts";

/**
 * The remote that the address of a virtual workspace names, as vscode.dev and github.dev open repositories:
 * `vscode-vfs://github/acme/widgets`, and with more in its authority after a `+`, such as the branch. Like the `origin` of a clone it
 * may be a fork. None for any other address.
 */
export function remotesOfAddress(root: string): readonly Remote[] {
  const [, authority = "", owner = "", name = ""] =
    /^(?:vscode-vfs|github):\/\/([^/]*)\/([^/?#]+)\/([^/?#]+)$/.exec(root) ?? [];
  if (!/^github(?:$|\+|%2B)/i.test(authority)) return [];
  return [{ name: "origin", url: `https://github.com/${decoded(owner)}/${decoded(name)}` }];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
