/** Steps that may come before the publish of a release that works, and leave it working: one for each row of the table of doubts. */
export const inserted: Readonly<Record<string, string>> = {
  "the version is read": `- run: node -p "require('./package.json').version" && jq -r .version package.json`,
  "a program that can't publish": "- run: npx eslint . && tar -czf out.tgz src",
  "the version is written": "- run: npm version 2.0.0 --no-git-tag-version",
  "a script that isn't there": "- run: ./scripts/generated.sh",
  "a program that isn't there": "- run: node scripts/prepare.mjs",
  "another ref": "- uses: actions/checkout@v6\n  with: { ref: main }",
  "the run's own ref": '- uses: actions/checkout@v6\n  with: { ref: "${{ github.sha }}" }',
  "an artifact": "- uses: actions/download-artifact@v5\n  with: { name: package }",
  "an unpacked archive": "- run: tar -xzf package.tgz",
  "an action that isn't known": '- uses: acme/notify@v1\n  with: { webhook: "${{ secrets.HOOK }}" }',
  "an action that sets up": "- uses: acme/setup@v1",
  "another scope's registry": "- run: npm config set @other:registry https://npm.other.test",
  "another scope's line": '- run: echo "@other:registry=https://npm.other.test" >> ~/.npmrc',
  "a field is set": "- run: npm pkg set repository=acme/widgets",
  "jq writes the version": `- run: jq '.version = "2.0.0"' package.json > new.json && mv new.json package.json`,
  "an npmrc is taken away": "- run: rm -f ~/.npmrc-old",
  "a name is piped on": '- run: echo "RELEASE=${GITHUB_REF#refs/*/}" | sed s/v// >> $GITHUB_ENV',
  "make builds": "- run: make build",
  "another folder on the PATH": '- run: echo "$HOME/.cargo/bin" >> $GITHUB_PATH',
};

/** A release whose committed package.json is wrong, and which a step repairs before it is published. */
export interface Repaired {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly steps: readonly string[];
  readonly publish: string;
  readonly files?: Readonly<Record<string, string>>;
}

const wrong = { name: "@acme/widgets", version: "1.0.0" };

export const repaired: Readonly<Record<string, Repaired>> = {
  "a private root, and a generated dist": {
    manifest: { ...wrong, private: true },
    steps: ["npm run build"],
    publish: "cd dist && npm publish",
  },
  "npm pkg set repository": { manifest: wrong, steps: ["npm pkg set repository=acme/widgets"], publish: "npm publish" },
  "npm pkg delete private": {
    manifest: { ...wrong, private: true, repository: "acme/widgets" },
    steps: ["npm pkg delete private"],
    publish: "npm publish",
  },
  "clean-package": {
    manifest: { ...wrong, private: true, scripts: { prepack: "clean-package" } },
    steps: [],
    publish: "npm publish",
  },
  "a program writes the manifest": {
    manifest: { ...wrong, private: true },
    steps: ["node scripts/manifest.mjs"],
    publish: "npm publish",
    files: { "scripts/manifest.mjs": 'fs.writeFileSync("package.json", JSON.stringify({ ...pkg, repository }));\n' },
  },
  "nx writes manifests": {
    manifest: { ...wrong, private: true },
    steps: ["npx nx run-many -t build"],
    publish: "npm publish ./dist/packages/widgets",
  },
  "an artifact of another job": {
    manifest: { ...wrong, private: true },
    steps: ["uses: actions/download-artifact@v5"],
    publish: "npm publish ./package",
  },
  "an artifact over the root": {
    manifest: { ...wrong, private: true },
    steps: ["uses: actions/download-artifact@v5"],
    publish: "npm publish",
  },
  "a placeholder version": {
    manifest: { ...wrong, version: "0.0.0-development", repository: "acme/widgets" },
    steps: ["npm version from-git --no-git-tag-version"],
    publish: "npm publish",
  },
  "a tarball built elsewhere": {
    manifest: { ...wrong, private: true },
    steps: ["uses: actions/download-artifact@v5"],
    publish: "npm publish ./*.tgz",
  },
  "an unpacked tarball": {
    manifest: { ...wrong, private: true },
    steps: ["tar -xzf widgets.tgz"],
    publish: "npm publish ./package",
  },
  "sed repairs the repository": {
    manifest: { ...wrong, repository: "acme/old" },
    steps: ["sed -i 's#acme/old#acme/widgets#' package.json"],
    publish: "npm publish",
  },
  "jq writes another manifest": {
    manifest: { ...wrong, private: true },
    steps: ["jq 'del(.private)' package.json > new.json", "mv new.json package.json"],
    publish: "npm publish",
  },
  "another manifest is copied": {
    manifest: { ...wrong, private: true },
    steps: ["cp package.release.json package.json"],
    publish: "npm publish",
  },
};
