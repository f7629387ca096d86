import { nodeLines } from "../../data/node.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import type { Job } from "../../repository/workflow/workflow.ts";
import type { Span } from "../../text.ts";
import { nodeVersions, type NodeVersions } from "./versions.ts";

/** The image that a job runs in, its name undefined where it isn't constant; undefined for a job without one: an empty name is none. */
export function imageOf(
  job: Job,
  scope: Scope,
): { readonly value: string | undefined; readonly span: Span } | undefined {
  const { container } = job;
  if (container === undefined) return undefined;
  const { image, key } = container;
  if (typeof image !== "object") return { value: undefined, span: key };
  const value = scope.text(image.value);
  return value === "" ? undefined : { value, span: scope.decidedBy(image) ?? image.span };
}

/** Docker's official image of Node, where it is kept under its own name. */
const official =
  /^(?:(?:index\.)?docker\.io\/(?:library\/)?|library\/|public\.ecr\.aws\/docker\/library\/)?node(?::([\w.-]+))?(@sha256:[\da-f]+)?$/;

export function isNodeImage(image: string): boolean {
  return official.test(image);
}

/** What comes after the version in a tag: the system that the image is built on. */
const system = /^(?:alpine|slim|stretch|buster|bullseye|bookworm|trixie|forky|onbuild)[\d.]*$/;

/**
 * The Node of an official image, by its tag: versions, `lts`, `current`, `latest`, codenames, each with the systems after it. It comes
 * with the npm of the release. Undefined for other images, and by digest. Source: the image's readme and Dockerfiles (nodejs/docker-node).
 */
export function nodeOfImage(image: string, today: string): NodeVersions | undefined {
  const found = official.exec(image);
  if (found === null || found[2] !== undefined) return undefined;
  const parts = (found[1] ?? "latest").split("-");
  const systems = parts.filter((part) => system.test(part));
  const [version = "latest", ...others] = parts.filter((part) => !system.test(part));
  if (others.length > 0 || (systems.length > 0 && parts.at(-1) !== systems.at(-1))) return undefined;
  const codename = nodeLines.some(({ lts }) => lts?.codename === version);
  const spelled = version === "lts" ? "lts/*" : codename ? `lts/${version}` : version;
  if (!/^(?:\d+(?:\.\d+){0,2}|lts\/.*|current|latest)$/.test(spelled)) return undefined;
  return nodeVersions(spelled, { today, hosted: false, newest: true });
}
