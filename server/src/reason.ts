import type { Span } from "./text.ts";

/** The kinds of reasons why something isn't known, each with what its words need. */
interface Kinds {
  // What is written, and can't be read.
  unreadable: {
    readonly what:
      | "script"
      | "inputs"
      | "permissions"
      | "environment"
      | "env"
      | "runner"
      | "triggers"
      | "package.json"
      | "publishConfig"
      | ".npmrc"
      | ".yarnrc.yml";
  };
  "workflow-file": { readonly unread: "all" | "jobs" | "job" };
  /** A script or a file that is started and isn't there, or isn't followed. */
  "unread-script": { readonly name: string };
  "not-constant": {
    readonly what:
      | "expression"
      | "option"
      | "inputs"
      | "path"
      | "registry"
      | "credential's registry"
      | "token"
      | "environment"
      | "npm version"
      | "Node version"
      | "global install"
      | "--access"
      | "--provenance";
  };
  condition: {};
  "matrix-condition": {};

  // What a script does.
  /** A program of the repository that names a command. */
  program: { readonly path: string; readonly names: string };
  "repository-script": {};
  "script-value": { readonly known: "in part" | "to the script" };
  "named-variable": { readonly name: string };
  "unnamed-variable": { readonly set: "in GITHUB_ENV" | "maybe" | "by the script" | "nowhere" };
  "secret-value": { readonly handedOn: boolean };
  "other-user": { readonly what: "npm" | "environment" };

  // What an action does.
  action: {
    readonly name: string;
    readonly which?:
      | "may change Node or npm"
      | "may set a token"
      | "may set a registry"
      | "may write package.json"
      | "may bring a package.json"
      | "is given an npm token";
  };
  "action-version": {};
  /** A command in an input. */
  "action-command": { readonly action: string; readonly names: string };
  input: { readonly name: string };

  // Which Node and npm.
  "own-node": { readonly of: "container" | "runner" };
  "node-command": {};
  "unknown-version": { readonly of: "Node" | "npm" | "pnpm"; readonly text: string };
  "version-file": { readonly path: string };
  "version-file-form": { readonly form: "without a version" | "package.json" | "devEngines.runtime" | "mise.toml" };
  "version-file-writer": {};
  "npm-upgrade": { readonly fate: "by update" | "refused by Node" | "refused" | "maybe undone" };
  "other-npm": {
    readonly which: "on a path" | "dependency" | "dependency of scripts" | "kept by yarn" | "of the action";
  };
  "npm-of-tool": { readonly tool: string };
  "npmrc-setting": { readonly name: string };

  // Which version of a tool.
  /** What `npx` and the like fetch, or an install names. */
  "fetched-package": { readonly spec: string };
  "tool-version": { readonly tool: string };
  "package-version": { readonly name: string; readonly asked?: string; readonly lock?: "unclear" | "contradicts" };
  "package-override": { readonly name: string };
  "several-versions": { readonly tool?: string; readonly contradict?: true };
  "old-version": { readonly shown: string };
  "tool-behaviour": { readonly tool: string };
  /** A package.json in another folder. */
  "other-manifest": { readonly reader: string };
  "package-manager": {};
  "yarn-step": { readonly chooses: "version" | "setting" };
  "tool-settings": {
    readonly file: ".yarnrc.yml" | "pnpm-workspace.yaml";
    readonly what: "token" | "tokens" | "registry" | "registries";
  };

  // Which credential and registry.
  "own-npmrc": { readonly of: "container" | "self-hosted runner" };
  npmrc: { readonly state: "another" | "written" | "replaced" | "given a registry" };
  "bare-credential": {};
  "other-credential": {};
  "conditional-setting": { readonly what: "credential" | "registry" | "token file" };
  "npm-config": { readonly sets: "credential" | "registry" | "fixes" };
  "credential-command": {};
  login: {};
  "token-file": { readonly file: string };
  option: { readonly name: string };
  "scope-registry": {};
  "several-registries": {};
  "default-permissions": {};
  "id-token-use": {};

  // Which packages.
  checkout: { readonly of: "another repository" | "another ref" | "a written .npmrc" };
  "manifest-change": {
    readonly by: "command" | "edit" | "npm pkg" | "script" | "git" | "unpacking" | "build" | "generator";
  };
  folder: { readonly which: "unknown" | "built" | "pkgRoot" };
  packages: { readonly which: "package" | "packages" | "workspace" | "workspaces" | "published" | "of platforms" };

  // What publishes, and isn't modelled.
  tool: { readonly name: string };
  "tool-settings-file": { readonly tool: string };
  "missing-manifest": { readonly tool: string };
  "tool-options": { readonly tool: string };
  "tool-target": { readonly tool: string };
  /** A job that is there for a release, in which nothing that publishes was found. */
  "no-publish-found": { readonly job: string };
  /** A publish that another command or a condition precedes. */
  "wrapped-publish": { readonly names: string | undefined; readonly by: string };
  /** `given` is the Node that it is given by an input, as `node_version: 22`. */
  "remote-workflow": { readonly given?: string };
  "uncalled-workflow": {};
  /** More than is followed (`limits.ts`). */
  "too-large": { readonly what: "script" | "steps" | "step" | "conditions" | "calls" | "legs" };
  "own-error": {};
}

export type Kind = keyof Kinds;

/** Why something isn't known. */
export type Cause<K extends Kind = Kind> = { readonly [P in K]: { readonly kind: P } & Kinds[P] }[K];

/** Why something isn't known, with the place that hides it. */
export type Reason = Cause & { readonly span: Span };

/** A place that publishes, or may, and the reason for which it isn't understood. */
export interface Unclear {
  readonly span: Span;
  readonly reason: Reason;
}

/** A place that isn't understood for what is there. */
export function unclearAt(span: Span, cause: Cause): Unclear {
  return { span, reason: { ...cause, span } };
}
