import { workspace, type TextDocument } from "vscode";

/** The files that the server hears of, in every scheme and language. */
export const documentSelector: readonly { readonly pattern: string }[] = [
  { pattern: "**/.github/workflows/*.{yml,yaml}" },
  { pattern: "**/package.json" },
  { pattern: "**/.npmrc" },
  { pattern: "**/.github/trusted-publishers.json" },
  { pattern: "**/.github/trusted-publishing.json" },
];

/** The files that, once opened, are a reason to start the server: a package.json alone is none, every project has one. */
export const startSelector = documentSelector.filter(({ pattern }) => pattern !== "**/package.json");

/** What a workspace holds if it has releases to check; the same globs as the manifest's `workspaceContains`. */
export const startGlob = "{.github/workflows/*.yml,.github/workflows/*.yaml,**/.github/trusted-publishers.json}";

/**
 * Whether a document is the file itself, on disk, in a virtual workspace, or not saved yet.
 * Others are pictures of a file, such as the left side of a diff: their findings would be about yesterday's text.
 */
export function isFile({ uri: { scheme } }: TextDocument): boolean {
  return (
    scheme === "file" ||
    scheme === "untitled" ||
    workspace.fs.isWritableFileSystem(scheme) === true ||
    workspace.workspaceFolders?.some((folder) => folder.uri.scheme === scheme) === true
  );
}
