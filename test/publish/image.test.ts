import assert from "node:assert/strict";
import { test } from "node:test";
import { isNodeImage, nodeOfImage } from "../../server/src/publish/job/image.ts";

const images: readonly (readonly [image: string, node: string])[] = [
  ["node", "Node 26, npm 11.19.0 -"],
  ["node:latest", "Node 26, npm 11.19.0 -"],
  ["node:current-alpine3.24", "Node 26, npm 11.19.0 -"],
  ["node:slim", "Node 26, npm 11.19.0 -"],
  ["node:bookworm-slim", "Node 26, npm 11.19.0 -"],
  ["node:lts", "Node 26, npm 11.19.0 -"],
  ["node:lts-trixie", "Node 26, npm 11.19.0 -"],
  ["node:24", "Node 24, npm 11.19.0 -"],
  ["node:krypton-alpine", "Node 24, npm 11.19.0 -"],
  ["node:24.4", "Node 24.4, npm 11.4.2 - 11.4.2"],
  ["node:24.4.1-alpine3.22", "Node 24.4.1, npm 11.4.2 - 11.4.2"],
  ["node:22", "Node 22, npm 10.9.8 - 10.9.8"],
  ["docker.io/node:22", "Node 22, npm 10.9.8 - 10.9.8"],
  ["docker.io/library/node:jod", "Node 22, npm 10.9.8 - 10.9.8"],
  ["public.ecr.aws/docker/library/node:20-slim", "Node 20, npm 10.8.2 - 10.8.2"],
  ["node:22.11.0-bullseye-slim", "Node 22.11.0, npm 10.9.0 - 10.9.0"],
  ...[
    "node:argon",
    "node:27-rc",
    "node:alpine-22",
    "node:22-acme",
    "node:22-windowsservercore",
    "node:v22",
    "node:lts/jod",
    "node:22@sha256:0123",
    "cimg/node:22.9",
    "acme/node:22",
    "ghcr.io/library/node:22",
    "node-22",
    "",
  ].map((image) => [image, "unknown"] as const),
];

for (const [image, expected] of images) {
  test(`the image ${JSON.stringify(image)} brings ${expected}`, () => {
    const node = nodeOfImage(image, "2026-11-21");
    const found = node && `${node.label}, npm ${node.npm.lowest} - ${node.npm.highest ?? ""}`.trimEnd();
    assert.equal(found ?? "unknown", expected);
  });
}

test("an image by its digest is the official one, of which Node isn't known", () => {
  assert.equal(isNodeImage("node:22@sha256:0123abcd"), true);
  assert.equal(isNodeImage("node@sha256:0123abcd"), true);
  assert.equal(isNodeImage("acme/node"), false);
});
