/** Logs of other failures, and of none: in none of them a publish to npm failed. */
export const foreignLogs: Readonly<Record<string, string>> = {
  empty: "",
  "blank lines": "\n\n \r\n\t\n",
  binary: "\u0000\u0001\u0002PK\u0003\u0004\u007FELF\u0000\u0000\uFFFD\uFFFD\u0000npm\u0000E404\u0000",
  "one word": "hello\n",
  "a green npm publish":
    "##[group]Run npm publish\n##[endgroup]\nnpm notice Publishing to https://REGISTRY/ with tag latest and public access\nnpm notice publish Signed provenance statement with source and build information from GitHub Actions\n+ widgets@1.0.1\n",
  "a green dry run":
    "##[group]Run npm publish --dry-run\n##[endgroup]\nnpm warn publish This command requires you to be logged in to https://REGISTRY/ (dry-run)\n+ widgets@1.0.1\n",
  "a publish that went on with a token":
    "##[group]Run npm publish\n##[endgroup]\nnpm verbose oidc Failed token exchange request with body message: OIDC token exchange error - package not found\n+ widgets@1.0.1\n",
  "a green pnpm publish": "##[group]Run pnpm publish -r\n##[endgroup]\n✅ Published package widgets@1.0.1\n",
  "green, with harmless warnings":
    '##[group]Run npm publish\nnpm warn Unknown user config "always-auth". This will stop working in the next major version of npm.\nnpm notice npm tokens that bypass 2FA are being restricted.\n+ widgets@1.0.1\n',
  "a green build": "##[group]Run npm run build\n> tsc -p .\n##[endgroup]\n##[group]Run npm test\n42 passed\n",
  "npm install: 404":
    "##[group]Run npm ci\nnpm error code E404\nnpm error 404 Not Found - GET https://REGISTRY/widgts - Not found\nnpm error 404\nnpm error 404  'widgts@^1.0.0' is not in this registry.\nnpm error 404\nnpm error 404 Note that you can also install from a\nnpm error 404 tarball, folder, http url, or git url.\n",
  "npm install: 404 of a newer npm":
    "npm error code E404\nnpm error 404 Not Found - GET https://REGISTRY/@acme%2fwidgets - Not found\nnpm error 404  The requested resource '@acme/widgets@1.0.0' could not be found or you do not have permission to access it.\n",
  "npm install: 401": "npm error code E401\nnpm error 401 Unauthorized - GET https://REGISTRY/@acme%2fwidgets\n",
  "npm install: 403": "npm error code E403\nnpm error 403 403 Forbidden - GET https://REGISTRY/widgets\n",
  "npm install: peers": "npm error code ERESOLVE\nnpm error ERESOLVE unable to resolve dependency tree\n",
  "npm install: integrity": "npm error code EINTEGRITY\nnpm error sha512-abc integrity checksum failed\n",
  "npm install: network": "npm error code ETIMEDOUT\nnpm error network request to https://REGISTRY/widgets failed\n",
  "npm install: no manifest":
    "##[group]Run npm ci\nnpm error code ENOENT\nnpm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/home/runner/work/widgets/widgets/package.json'\n",
  "npm install: a git dependency":
    '##[group]Run npm ci\nnpm error code EALLOWGIT\nnpm error Refusing to fetch "github:acme/gadgets"\n',
  "npm install: a git dependency over ssh":
    "##[group]Run npm ci\nnpm error code 128\nnpm error git --no-replace-objects ls-remote ssh://git@github.com/acme/gadgets.git\nnpm error git@github.com: Permission denied (publickey).\n",
  "npm install: an option":
    "##[group]Run npm ci --frozen-lockfile\nnpm error code EUNKNOWNCONFIG\nnpm error Unknown cli flag:\nnpm error   - --frozen-lockfile\n",
  "npm install: engines of a dependency":
    "npm error code EBADENGINE\nnpm error engine Not compatible with your version of node/npm: gadgets@4.0.0\n",
  "npm test": "##[group]Run npm test\nnpm error Test failed.  See above for more details.\n",
  "npm run": 'npm error Missing script: "release"\n',
  "a module of the project":
    "Error: Cannot find module './dist/index.js'\nRequire stack:\n- /home/runner/work/widgets/widgets/test.js\n",
  typescript: "src/index.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.\n",
  Docker: "#12 ERROR: failed to push ghcr.io/acme/widgets:1.0.1: denied: permission_denied: write_package\n",
  "Docker Hub":
    "denied: requested access to the resource is denied\nError: buildx failed with: ERROR: failed to solve: 401 Unauthorized\n",
  "GitHub Packages: 401":
    "npm error code E401\nnpm error 401 Unauthorized - PUT https://npm.pkg.github.com/@acme%2fwidgets - unauthenticated: User cannot be authenticated with the token provided.\n",
  "GitHub Packages: no login":
    "npm error code ENEEDAUTH\nnpm error need auth This command requires you to be logged in to https://npm.pkg.github.com/\n",
  "GitHub Packages: 404":
    "npm error code E404\nnpm error 404 Not Found - PUT https://npm.pkg.github.com/@acme%2fwidgets - Not found\n",
  "GitHub Packages: 409":
    "npm error code E409\nnpm error 409 Conflict - PUT https://npm.pkg.github.com/@acme%2fwidgets - Cannot publish over existing version\n",
  JSR: "error: Failed to publish @acme/widgets@1.0.1\n\nCaused by:\n    the package @acme/widgets isn't linked to this repository on jsr.io (actorNotAuthorized)\n",
  "JSR, id-token":
    "error: Failed to get an OIDC token: the id-token permission is missing. See https://jsr.io/docs/publishing-packages\n",
  PyPI: "Trusted publishing exchange failure:\nOpenID Connect token retrieval failed: GitHub: missing or insufficient OIDC token permissions, the ACTIONS_ID_TOKEN_REQUEST_TOKEN environment variable was unset\n",
  "PyPI, refused":
    "Token request failed: the server refused the request for the following reasons:\n* `invalid-publisher`: valid token, but no corresponding publisher\n",
  crates:
    "error: failed to publish to registry at https://crates.io\nCaused by: the remote server responded with an error (status 403 Forbidden)\n",
  AWS: "Error: Credentials could not be loaded: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity\n",
  "an attestation": "Error: Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable\n    at OidcClient.getIDTokenUrl\n",
  checkout:
    "##[error]The process '/usr/bin/git' failed with exit code 128\nfatal: repository 'https://github.com/acme/widgets/' not found\n",
  "git push":
    "remote: Permission to acme/widgets.git denied to github-actions[bot].\nfatal: unable to access 'https://github.com/acme/widgets/': The requested URL returned error: 403\n",
  Marketplace: "ERROR  Failed request: (401) The Personal Access Token used has expired.\nvsce publish failed\n",
  "a private registry":
    "npm error code E403\nnpm error 403 403 Forbidden - PUT https://npm.example.com/widgets - forbidden\n",
  "a source that names codes":
    'switch (error.code) {\n  case "E404":\n  case "ENEEDAUTH":\n    return "not logged in";\n}\n',
};
