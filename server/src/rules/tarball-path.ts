import { shorthandOf } from "../publish/outcome/shorthand.ts";
import type { Rule } from "../rule.ts";

export const tarballPath: Rule<"publish"> = {
  id: "tarball-path",
  stops: "client",
  severities: ["error"],
  summary: "The path of a tarball or folder to publish begins with `./`.",
  about: "publish",
  needs: { tool: "known", client: "likely" },
  *check(publish) {
    const shorthand = shorthandOf(publish);
    if (shorthand === undefined) return;
    const { path, takenFor, span, insertAt } = shorthand;
    const meant = /\.t(?:ar\.)?gz$|…$/.test(path) ? "file" : "folder";
    const title = path.endsWith("…") ? "Write `./` before the path" : `Write \`./${path}\``;
    yield {
      severity: "error",
      span,
      message: `npm reads \`${path}\` as the ${takenFor === "package" ? `package ${path} in the registry` : `GitHub repository ${path}`} and doesn't publish the ${meant}. Write \`./\` before it.`,
      fixes: insertAt === undefined ? [] : [{ title, kind: "safe", edits: [{ span: insertAt, text: "./" }] }],
    };
  },
};
