/**
 * The forms of npm's tokens: `npm_` and 36 characters, and the UUIDs of before 2021
 * (https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/).
 */
const forms = /^npm_[A-Za-z0-9]{36}$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text that is written out can be a token of npm's; `empty`, `placeholder`, `oidc` and setup-node's stand-in can't. */
export function mayBeToken(text: string): boolean {
  return forms.test(text.trim());
}
