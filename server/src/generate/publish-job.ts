import { yamlScalar } from "../edit/scalar.ts";
import type { Package } from "../repository/package/package.ts";
import { isOrdered } from "./build.ts";
import type { Choices } from "./choice.ts";
import { indented, job, runsOn, usesLine } from "./steps.ts";

/** npm publishes what the build handed over; what it has already, from an earlier try, is passed over. */
export function publishJob({ environment, trigger, action }: Choices, packages: readonly Package[]): readonly string[] {
  const publish = action === "stage" ? "npm stage publish" : "npm publish";
  const own = packages.some(({ publishConfig }) => publishConfig.texts.has("tag"));
  return [
    "# The only job with an id-token: no code of the repository or of its dependencies runs in it.",
    ...job(
      "publish",
      [
        "needs: build",
        runsOn,
        ...(environment === undefined ? [] : [`environment: ${yamlScalar(environment, false)}`]),
        "permissions:",
        "  id-token: write",
      ],
      [
        usesLine("node"),
        "  with:",
        '    node-version: "24"',
        "    package-manager-cache: false",
        ...download,
        `- name: ${action === "stage" ? "Stage" : "Publish"}`,
        ...(trigger === "manual" ? ["  env:", "    NPM_CONFIG_DRY_RUN: ${{ inputs.dry-run }}"] : []),
        "  run: |",
        ...indented(4, [
          isOrdered(packages)
            ? "for tarball in ./tarballs/*/*.tgz; do # In the order of their dependencies."
            : "for tarball in ./tarballs/*.tgz; do",
          ...indented(2, readTarball),
          '  if [ -n "$(npm view "$package" version 2> /dev/null)" ]; then',
          '    echo "::notice::npm has $package already."',
          "    continue",
          "  fi",
          '  case "${version%%+*}" in',
          "    # npm publishes no prerelease without a tag: beta for 1.2.0-beta.1, next for 1.2.0-1.",
          "    *-*)",
          '      tag="${version#*-}"',
          '      tag="${tag%%[^A-Za-z]*}"',
          ...(own
            ? [`      tag="$(jq --raw-output --arg tag "\${tag:-next}" '.publishConfig.tag // $tag' <<< "$manifest")"`]
            : []),
          `      ${publish} "$tarball" --tag ${own ? '"$tag"' : '"${tag:-next}"'}`,
          "      ;;",
          `    *) ${publish} "$tarball" ;;`,
          "  esac",
          "done",
        ]),
      ],
    ),
  ];
}

const readTarball = [
  'manifest="$(tar --extract --to-stdout --file "$tarball" package/package.json)"',
  'version="$(jq --raw-output .version <<< "$manifest")"',
  'package="$(jq --raw-output .name <<< "$manifest")@$version"',
];

/** What changesets' own publish would tag and release. */
export function tagJob({ packages }: Choices, manifests: readonly Package[]): readonly string[] {
  return job(
    "tag",
    ["needs: publish", runsOn, "permissions:", "  contents: write"],
    [
      ...download,
      "- name: Create GitHub releases",
      "  env:",
      "    GH_TOKEN: ${{ github.token }}",
      "    GH_REPO: ${{ github.repository }}",
      "  run: |",
      ...indented(4, [
        `for tarball in ./tarballs/${isOrdered(manifests) ? "*/" : ""}*.tgz; do`,
        ...indented(2, readTarball),
        `  tag="${packages.length === 1 && packages[0] === "" ? "v$version" : "$package"}"`,
        '  if ! gh release view "$tag" > /dev/null 2>&1; then',
        '    gh release create "$tag" --target "$GITHUB_SHA" --generate-notes',
        "  fi",
        "done",
      ]),
    ],
  );
}

const download = [usesLine("download"), "  with:", "    name: tarballs", "    path: tarballs"];
