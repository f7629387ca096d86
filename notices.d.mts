/** The folders of the packages that esbuild put into bundles, sorted. */
export function bundledPackages(
  metafiles: readonly {
    readonly outputs: Readonly<
      Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
    >;
  }[],
): readonly string[];

/** The notices of these packages as one text; throws for a licence that isn't allowed or has no text. */
export function noticesOf(folders: readonly string[]): string;
