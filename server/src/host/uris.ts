/** The URI of a path inside a root; the root's own path is `""`. Encoded as editors do: all but RFC 3986's unreserved characters. */
export function uriOf(root: string, path: string): string {
  if (path === "") return root;
  const encoded = path.split("/").map((name) => encodeURIComponent(name).replace(/[!'()*]/g, percent));
  return `${root}/${encoded.join("/")}`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** A URI as hosts take it: without a slash at its end. */
export function withoutSlash(uri: string): string {
  return uri.replace(/\/+$/, "");
}

/** Whether a path is the folder's own or is in it; the root `""` holds every path. */
export function isIn(folder: string, path: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}
