import { shorthandOf } from "../publish/outcome/shorthand.ts";
import { everyFact, type Rule } from "../rule.ts";

export const tarballPath: Rule<"publish"> = {
  id: "tarball-path",
  stops: "client",
  severities: ["error"],
  summary: "The path of a tarball or folder to publish begins with `./`.",
  about: "publish",
  needs: everyFact,
  *check(publish) {
    const shorthand = shorthandOf(publish);
    if (shorthand === undefined) return;
    const { path, span, insertAt } = shorthand;
    yield {
      severity: "error",
      span,
      message: `npm reads \`${path}\` as the GitHub repository ${path} and doesn't publish the ${/\.t(?:ar\.)?gz$/.test(path) ? "file" : "folder"}. Write \`./\` before it.`,
      fixes:
        insertAt === undefined
          ? []
          : [
              {
                title: `Write \`./${path}\``,
                kind: "safe",
                edits: [{ span: insertAt, text: "./" }],
              },
            ],
    };
  },
};
