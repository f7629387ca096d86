import { Uri, workspace } from "vscode";

/** What a person calls a repository: the opened folder that holds it, with the way from there; never an absolute path. */
export function rootName(root: string): string {
  const uri = Uri.parse(root);
  const folder = workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return uri.path.slice(uri.path.replace(/\/+$/, "").lastIndexOf("/") + 1);
  const below = uri.path.slice(folder.uri.path.length).replace(/^\/+|\/+$/g, "");
  return below === "" ? folder.name : `${folder.name}/${below}`;
}
