# What action.yml runs: the report as the job's summary, findings as annotations.
# Everything that a pull request may have written comes in variables, and is quoted.
set -euo pipefail

folder=$(cd "$INPUT_FOLDER" && pwd)
against=$INPUT_AGAINST

# A checkout of a pull request holds one commit: its base has to be fetched.
if [ -z "$against" ] && [ -n "$BASE" ]; then
  if git -C "$folder" cat-file -e "$BASE^{commit}" 2> /dev/null ||
    git -C "$folder" fetch --quiet --no-tags --depth=1 origin "$BASE"; then
    against=$BASE
  else
    echo "::notice title=trusted-publishing::The base of this pull request can't be fetched, so nothing is compared."
  fi
fi

# Outside of the checkout, so that no .npmrc and no package of it is in the way.
tool=$(mktemp -d "$RUNNER_TEMP/trusted-publishing-XXXXXX")
(cd "$tool" && npm install --silent --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --prefix "$tool" "$INPUT_PACKAGE")
check() { node "$tool/node_modules/trusted-publishing/dist/cli.js" check "$folder" "$@"; }

options=()
if [ -n "$INPUT_MAX_WARNINGS" ]; then options+=("--max-warnings=$INPUT_MAX_WARNINGS"); fi

if [ -n "$INPUT_SARIF" ]; then check --format sarif > "$INPUT_SARIF" 2> /dev/null || true; fi
check --format github 2> /dev/null || true

if [ "$INPUT_REGISTRY" = true ]; then options+=("--registry"); fi
if [ -n "$against" ]; then options+=("--against=$against"); fi
code=0
check --format markdown ${options[@]+"${options[@]}"} >> "$GITHUB_STEP_SUMMARY" || code=$?
echo "exit-code=$code" >> "$GITHUB_OUTPUT"
exit "$code"
