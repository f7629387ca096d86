/**
 * What the words in a name say of an action where no row does, and what the words in its inputs say. A workflow of another repository
 * is called by such a name as well.
 */
export const actionWords = {
  /** By its name: it may change Node or npm. One in a folder of another repository may do anything. */
  node: /^[^/.]+\/[^/]+\/|\/(?:common|actions|ci|workflows|shared|\.github)(?:\/|$)|setup|install|init|prepare|bootstrap|toolchain|node|npm|pnpm|yarn|environment/i,
  /** By its name: what it sets up, or installs, is none of both, though the name has such a word. */
  otherToolchain:
    /^[^/]+\/(?:[\w.]+-)?(?:action-)?(?:setup|install)-(?:anchor|android|bazel(?:isk)?|beam|binaryen|buf|buildx|cargo|ccache|chrome|cmake|cosign|crane|crystal|cuda|dart|docker|dotnet|dprint|edge|elixir|emsdk|emscripten|ffmpeg|firefox|flutter|foundry|fortran|gcc|gcloud|geckodriver|gh|git|go|gradle|graphviz|haskell|helm|hugo|java|jq|julia|just|kind|ko|kubectl|llvm|lua|luarocks|maven|mdbook|minikube|mold|mongodb|msbuild|msvc|msys2|mysql|nasm|nim|ninja|ocaml|oras|pandoc|perl|php|poetry|postgres(?:ql)?|protoc|python|qemu|r|redis|regctl|ruby|rust|sam|sbt|scala|sccache|scons|solana|solc|swift|syft|terraform|tex|texlive|trivy|typst|uv|v|vcpkg|wasm-bindgen|wasm-pack|wasmtime|xcode|xvfb|yq|zig|zola)(?:-action|-sdk|-cli)?$|\/cargo-install$/i,
  /** By its inputs: the same. */
  nodeInputs: /node-version|\bnpm\b/i,
  /** By its name: it may set a credential of npm. */
  credential: /npm|registry|auth(?!or)/i,
  /** By an input or variable with its value: it may pass on a credential of npm, and no other one. */
  npmCredential: /^(?:npm|node_auth|registry)[\w-]*:\s*\S|secrets\.\w*(?:npm|node_auth)|npmrc|_authToken/i,
  /** By its inputs: it may set a registry. */
  registryInputs: /registry/i,
  /** By an input's value: it is given a token of npm. */
  npmTokenInput: /secrets\.\w*(?:npm\w*token|node_auth)/i,
  /** By its name: it may write package.json. */
  manifest: /artifact|download|release|version|bump|publish/i,
  /**
   * By its name, or by a command or script: it asks for an id-token of its own, for an attestation, a signature, a cloud's login,
   * Pages or another registry.
   */
  idToken:
    /attest|cosign|sigstore|gitsign|slsa|deploy-pages|configure-aws-credentials|google-github-actions\/auth|azure\/login|vault|pypi|uv publish|crates-io-auth|rubygems|jsr|oidc|id.?token|setup-jfrog|doppler|infisical|octo-sts|depot\/|tailscale|claude-code-action/i,
  /** By its name: it restores a cache of files; an input called `cache` makes others restore one. */
  restoresCache:
    /^actions\/cache(?:\/restore)?$|\/(?!(?:clear|delete|purge|save|wipe)-)(?:[\w.]+-)?cache(?:-action)?$/i,
  /** By an input's name: the same, with `use_oidc: true`, a role to assume, a workload identity. */
  idTokenInput: /oidc|id[-_]token|role-to-assume|workload[-_]identity/i,
  /** By its name: it is there for the release, so that an id-token is no sign of something else. */
  forRelease: /publish|release|changesets|npm/i,
  /** By its name: it may make tags or releases. */
  tags: /release|tag|version|publish|bump|push-action|auto-commit|deploy/i,
  /** By the text of a workflow: it calls an action that brings another token, or starts other workflows. */
  startsWorkflows: /app-token|-dispatch@|trigger-workflow/i,
  /** By its name: it publishes to npm. */
  publishes: /npm(?:[-_]\w+)*[-_]?publish|publish(?:[-_]\w+)*[-_]?npm(?![-\w])|publish[-_]?(?:to[-_]?)?npm/i,
  /** By the path of an action of the repository, and by the name of a workflow of another one or of the job that calls it. */
  publishesHere: /publish/i,
  publishesThere: /publish|release/i,
  /** By the file name of a workflow of another repository: what it is there for is no release to npm. */
  otherThanNpm:
    /discord|slack|teams|notif|webhook|drafter|scorecard|release[-_]?notes|changelog|docker|image|container|pypi|crate|helm|maven|nuget|pages|codeql|label|stale|sonar|renovate|dependabot|issue|greet|claude|review|(?:^|[-_.])(?:e2e|unit|tests?|lint|checks?|audit|scan|bench(?:mark)?s?|security|setup|cache|preview)(?=[-_.]|$)(?![^]*(?:publis|releas|deploy))/i,
  /** By its name: it releases something else than an npm package. */
  releasesElsewhere:
    /docker|pypi|crates|gh-release|release-action|action-gh|upload-release|deploy-pages|gh-pages|goreleaser|tauri|electron|jsr|maven|nuget|vsce|ovsx|vscode|chrome|firefox|snap|winget|homebrew|cloudflare|vercel|netlify|mcp/i,
  /** By its name: a token of npm that it is given isn't there to publish with. An action of the repository is read. */
  readsOnly: /^[.$]\/|setup|install|cache|login|renovate/i,
  /** By its name: it makes ready, builds or tests. */
  preparesOnly: /setup|install|prepare|bootstrap|cache|login|build|test|lint|check/i,
  /** By an input's name: it holds a command. */
  commandInput: /^(?:command|cmd|run|run_?cmd|script|args|action)$/i,
  /** By an input's name: it holds another token than the job's own. */
  tokenInput: /token/i,
  /** By an input's name: a release goes to another repository, or a part of it is left out. */
  partInput: /^(?:owner|repo|repository|repo-url|skip-.*|create-?github-?releases)$/i,
} as const satisfies Readonly<Record<string, RegExp>>;
