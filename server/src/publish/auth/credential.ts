import type { Span } from "../../text.ts";

/** What npm sends where no OIDC token was exchanged, and how npm comes by it. */
export type Credential =
  /** Nothing, or an empty value: npm stops before it sends anything. */
  | { readonly kind: "none"; readonly via?: Via; readonly variable?: string }
  /** setup-node's stand-in, or a `${VARIABLE}` that isn't set: npm sends it, and the registry refuses it. */
  | { readonly kind: "placeholder"; readonly via?: Via; readonly variable?: string }
  /** A token; where it is a secret, only if that is set. */
  | {
      readonly kind: "token";
      /** As a message calls it: a variable, or the key of a line. */
      readonly name: string;
      readonly via?: Via;
      /** The variable that npm puts in when it publishes: without it there is no token. */
      readonly variable?: string;
      /** The expression that gives it: `secrets.NPM_TOKEN`. */
      readonly secret?: string;
    };

/** Where npm reads a credential. */
export interface Via {
  /** npm's layers of configuration: an option, a variable `npm_config_…`, the project's `.npmrc`, the user's. */
  readonly level: "option" | "environment" | "project" | "user";
  /** Who wrote the line: setup-node for its `registry-url`, somebody who committed it, or a step's command. */
  readonly by: "setup-node" | "commit" | "step";
  /** The line, or what writes it. */
  readonly span: Span;
}
