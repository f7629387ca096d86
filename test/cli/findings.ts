import type { Report } from "../../server/src/cli/report.ts";
import type { Description } from "../../server/src/editor/describe.ts";
import type { RuleFinding, Rule } from "../../server/src/rule.ts";
import type { SourceFile, Span } from "../../server/src/text.ts";

export const file: SourceFile = {
  path: ".github/workflows/release.yml",
  text: `on: push
env:
  TOKEN: s3cr3t
jobs:
  publish:
    steps:
      - uses: actions/setup-node@v6
        with:
          node-version: "22"
`,
};

export function spanOf(text: string): Span {
  const start = file.text.indexOf(text);
  return { file, start, end: start + text.length };
}

export function finding(id: string, given: Partial<RuleFinding> & Pick<RuleFinding, "span">): RuleFinding {
  const rule: Rule = { id, severities: ["error"], summary: "A rule.", about: "repository", needs: {}, check: () => [] };
  return { rule, publishes: [], severity: "error", message: "Something is wrong.", ...given };
}

export function report(given: Partial<Report>): Report {
  return {
    folder: ".",
    name: "",
    root: "/home/acme",
    findings: [],
    understood: { workflows: 3, publishes: 2, unknown: [], unread: [] },
    described: [],
    found: [],
    read: [file.path],
    secrets: [],
    failures: [],
    fixed: [],
    ...given,
  };
}

export const tooOld: RuleFinding = finding("npm-too-old", {
  span: spanOf('"22"'),
  message:
    "npm 10.9.8, bundled with Node 22, can't exchange an OIDC token. Trusted publishing needs npm 11.5.1 or later.",
  related: [{ span: spanOf("publish"), message: "the job that publishes" }],
  fixes: [{ title: "Use Node 24", kind: "review", edits: [{ span: spanOf('"22"'), text: '"24"' }] }],
});

export const secret: RuleFinding = finding("literal-token", {
  span: spanOf("s3cr3t"),
  severity: "warning",
  message: "The token s3cr3t stands in the file.",
  redact: [spanOf("s3cr3t")],
  related: [{ span: spanOf("env"), message: "s3cr3t is set here" }],
  fixes: [
    { title: "Remove s3cr3t (revoke it first)", kind: "manual", edits: [{ span: spanOf("s3cr3t"), text: "" }] },
    { title: "Move it", kind: "safe", edits: [{ span: spanOf("jobs"), text: "s3cr3t" }] },
  ],
});

export const described: readonly Description[] = [
  {
    kind: "publish",
    spans: [spanOf("publish")],
    title: "npm publish",
    mode: "a token",
    lines: [
      {
        label: "client",
        phrases: [
          { text: "npm 11.6.0", span: spanOf('"22"'), known: true },
          { text: "run by pnpm", span: spanOf("publish"), known: true },
        ],
      },
      { label: "credentials", phrases: [{ text: "s3cr3t, an action", span: spanOf("TOKEN"), known: false }] },
    ],
  },
  { kind: "unclear", spans: [spanOf("uses")], title: "May publish", mode: "not understood", lines: [] },
  { kind: "unreachable", spans: [spanOf("on"), spanOf("publish")], title: "np", mode: "never runs", lines: [] },
];
