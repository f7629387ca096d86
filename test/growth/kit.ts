/** Files of a repository, by their paths. */
export type Files = Readonly<Record<string, string>>;

/** Something of which a repository may have any number. */
export interface Dimension {
  readonly name: string;
  /** The first of the sizes, each of which is twice the one before. */
  readonly from: number;
  files(size: number): Files;
}

export const workflow = ".github/workflows/release.yml";
export const manifest = '{"name":"widgets","version":"1.0.0","repository":"acme/widgets"}';

/** `size` texts after each other. */
export const times = (size: number, text: (index: number) => string): string =>
  Array.from({ length: size }, (_, index) => text(index)).join("");

export const job = (id: string, rest: string): string =>
  `  ${id}:\n    runs-on: ubuntu-latest\n    permissions: { id-token: write }\n${rest}`;

export const steps = (list: string): string => `    steps:\n      - uses: actions/checkout@v6\n${list}`;

/** A release whose one job has these steps. */
export const released = (list: string, more = ""): Files => ({
  [workflow]: `on: push\n${more}jobs:\n${job("a", steps(list))}`,
  "package.json": manifest,
});

/** A release that runs this script. */
export const scripted = (script: string): Files =>
  released(
    `      - run: |\n${script
      .split("\n")
      .map((line) => `          ${line}\n`)
      .join("")}          npm publish\n`,
  );

/** A release that publishes all workspaces of this package.json. */
export const withWorkspaces = (workspaces: readonly string[], more: Files = {}): Files => ({
  ...released("      - run: npm publish --workspaces\n"),
  "package.json": JSON.stringify({ name: "widgets", version: "1.0.0", workspaces }),
  ...more,
});

export const packages = (size: number, folder: (index: number) => string): Files =>
  Object.fromEntries(
    Array.from({ length: size }, (_, index) => [
      `${folder(index)}/package.json`,
      `{"name":"p${index}","version":"1.0.0"}`,
    ]),
  );

export const publish = "      - run: npm publish\n";
