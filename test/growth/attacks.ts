import { released, scripted, publish, type Dimension } from "./kit.ts";

/** Texts that make a pattern go back again and again. */
export const attacks: readonly Dimension[] = (
  [
    ["`gh release create`", "gh release create. "],
    ["`git a`", "git a "],
    ["runners with options", "|zx -o "],
    ["`npm`", "npm a "],
    ["`token=`", "token="],
    ["expressions that don't end", "${{ "],
    ["names of secrets", "${{ secrets.NPM_TOKEN_NPM_ "],
    ["`publish ${{`", "publish ${{ "],
    ["`sh` and slashes", "sh a/b./c "],
    ["quotes", "'a' \"b\" "],
    ["substitutions", "$(npm a) "],
    ["brackets", "(( [[ "],
    ["words with `@`", "a@"],
    ["`--filter`", "pnpm --filter a/* b; "],
    ["comment signs", "# \t"],
    ["`tags:`", "tags: "],
    ["`execa`", "exec execa('npm', "],
  ] as const
).flatMap(([name, text]) => [
  {
    name: `a line of ${name}`,
    from: 2_048,
    files: (size: number) => scripted(text.repeat(size / text.length)),
  },
  {
    name: `an input of ${name}`,
    from: 2_048,
    files: (size: number) =>
      released(
        `      - uses: acme/publish@v1\n        with: { x: ${JSON.stringify(text.repeat(size / text.length))} }\n${publish}`,
      ),
  },
]);
