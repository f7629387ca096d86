import { registryHost } from "../../server/src/npm-host.ts";
import { logName, type Input } from "./input.ts";

const workflow = ".github/workflows/release.yml";

/** Inputs to begin with, by what a button says. */
export const examples: Readonly<Record<string, Input>> = {
  "A broken OIDC release": {
    repository: "acme/widgets",
    files: [
      {
        path: workflow,
        text: `name: Release
on:
  release:
    types: [published]

permissions:
  contents: read

jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 22
      - run: npm ci
      - run: npm publish
`,
      },
      {
        path: "package.json",
        text: `{
  "name": "@acme/widgets",
  "version": "1.4.0",
  "license": "MIT"
}
`,
      },
    ],
  },
  "A release with a token": {
    repository: "acme/gadgets",
    files: [
      {
        path: workflow,
        text: `name: Release
on:
  push:
    tags: ["v*"]

jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 24
          registry-url: https://${registryHost}
      - run: npm ci
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`,
      },
      {
        path: "package.json",
        text: `{
  "name": "gadgets",
  "version": "2.0.1",
  "repository": "github:acme/gadgets"
}
`,
      },
    ],
  },
  "The log of a failed run": {
    repository: "",
    files: [
      {
        path: logName,
        text: `publish\tRun npm publish\t2026-11-20T09:14:02.1184920Z npm notice Publishing to https://${registryHost}/ with tag latest and default access
publish\tRun npm publish\t2026-11-20T09:14:03.0023411Z npm error code E404
publish\tRun npm publish\t2026-11-20T09:14:03.0024562Z npm error 404 Not Found - PUT https://${registryHost}/@acme%2fwidgets - Not found
publish\tRun npm publish\t2026-11-20T09:14:03.0025713Z npm error 404
publish\tRun npm publish\t2026-11-20T09:14:03.0026844Z npm error 404  The requested resource '@acme/widgets@1.4.0' could not be found or you do not have permission to access it.
publish\tRun npm publish\t2026-11-20T09:14:03.0412204Z ##[error]Process completed with exit code 1.
`,
      },
    ],
  },
};
