import assert from "node:assert/strict";
import test from "node:test";
import { folderWith } from "../host/folder.ts";
import { editsOf, startSession } from "./session.ts";

const release = ".github/workflows/release.yml";
const bad = "This word is bad.";
const badPackage = "A bad package.";

test("several folders, that come and go", async () => {
  const [one, two] = [folderWith({ [release]: "bad" }), folderWith({ [release]: "bad bad" })];
  const session = await startSession({ folders: [one.uri] });
  await session.messages(one.at(release), [bad]);
  const change = (added: string[], removed: string[]) =>
    session.client.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: added.map((uri) => ({ uri, name: "" })), removed: removed.map((uri) => ({ uri, name: "" })) },
    });
  await change([two.uri], []);
  await session.messages(two.at(release), [bad, bad]);
  await change([], [one.uri]);
  await session.messages(one.at(release), []);
  const isWatched = () => session.watchers().some((watcher) => JSON.stringify(watcher).includes(`${one.uri}"`));
  await session.until(() => !isWatched(), "an end of watching");
  await change([one.uri], [two.uri]);
  await session.messages(one.at(release), [bad]);
  await session.messages(two.at(release), []);
});

test("a client from before there were several folders opens one by its URI", async () => {
  const folder = folderWith({ [release]: "bad" });
  const session = await startSession({ params: { rootUri: folder.uri, workspaceFolders: null } });
  await session.messages(folder.at(release), [bad]);
});

test("several repositories in one folder: each file belongs to the nearest .git", async () => {
  const folder = folderWith({
    ".git/config": "",
    [release]: "bad state of inner/package.json state of ignored/package.json",
    "package.json": "bad",
    ".gitignore": "ignored/\n",
    "inner/.git": "gitdir: elsewhere",
    [`inner/${release}`]: "bad bad",
    "inner/package.json": "bad",
    "ignored/package.json": "bad",
  });
  const session = await startSession({ folders: [folder.uri] });
  await session.messages(folder.at(`inner/${release}`), [bad, bad]);
  await session.messages(folder.at("inner/package.json"), [badPackage]);
  // What belongs to another repository is unknown here, and what git ignores no runner will see.
  await session.messages(folder.at(release), [bad, "unknown", "absent"]);
  await session.open(folder.at("inner/package.json"), "fine");
  await session.messages(folder.at("inner/package.json"), [], 1);
  await session.open(folder.at("ignored/package.json"), "open");
  await session.messages(folder.at(release), [bad, "unknown", "text: open"]);
});

test("a folder of clones", async () => {
  const folder = folderWith({
    "a/.git/config": "",
    [`a/${release}`]: "bad",
    "b/c/.git/config": "",
    [`b/c/${release}`]: "bad",
  });
  const session = await startSession({ folders: [folder.uri] });
  await session.messages(folder.at(`a/${release}`), [bad]);
  await session.messages(folder.at(`b/c/${release}`), [bad]);
  const roots = () => session.understood.map(({ root }) => root).toSorted();
  await session.until(() => roots().join() === [folder.at("a"), folder.at("b/c")].join(), "both understood");
});

test("folders of one clone that are opened one by one are one repository", async () => {
  const folder = folderWith({
    ".git/config": "",
    [release]: "bad state of packages/a/package.json",
    "packages/a/package.json": "bad",
  });
  const session = await startSession({ folders: [folder.uri, folder.at("packages/a")] });
  await session.messages(folder.at(release), [bad, "text: bad"]);
  await session.messages(folder.at("packages/a/package.json"), [badPackage]);
});

test("nothing above the opened folder is read", async () => {
  const folder = folderWith({
    ".git/config": "",
    "package.json": "bad",
    "inner/package.json": "bad",
    [`inner/${release}`]: "state of ../package.json",
  });
  const session = await startSession({ folders: [folder.at("inner")] });
  await session.messages(folder.at("inner/package.json"), [badPackage]);
  await session.messages(folder.at(`inner/${release}`), ["absent"]);
  await session.until(() => session.watchers().length > 0, "watchers");
  for (const { globPattern } of session.watchers()) {
    assert.ok(typeof globPattern !== "string" && globPattern.baseUri === folder.at("inner"));
  }
});

test("a lone workflow: its repository is around its .github folder, and is read", async () => {
  const folder = folderWith({ [release]: "", "package.json": "bad", "other/package.json": "bad" });
  const session = await startSession();
  await session.open(folder.at(release), "bad state of other/package.json");
  await session.messages(folder.at(release), [bad, "text: bad"], 1);
  await session.messages(folder.at("package.json"), [badPackage]);
  await session.open(folder.at("package.json"), "fine");
  await session.messages(folder.at("package.json"), [], 1);
  await session.close(folder.at("package.json"));
  await session.messages(folder.at("package.json"), [badPackage]);
  await session.close(folder.at(release));
  await session.messages(folder.at(release), []);
  await session.messages(folder.at("package.json"), []);
});

test("a lone workflow of a repository called .github", async () => {
  const folder = folderWith({ ".github/package.json": "mine" });
  const session = await startSession();
  await session.open(folder.at(`.github/${release}`), "state of package.json");
  await session.messages(folder.at(`.github/${release}`), ["text: mine"], 1);
});

test("a lone package.json: only its folder is read, until a workflow around it is opened", async () => {
  const folder = folderWith({ [release]: "bad state of packages/a/package.json", "packages/a/package.json": "bad" });
  const session = await startSession();
  await session.open(folder.at("packages/a/package.json"), "bad bad", "json");
  await session.messages(folder.at("packages/a/package.json"), [badPackage, badPackage], 1);
  assert.deepEqual(
    session.published.map(({ uri }) => uri),
    [folder.at("packages/a/package.json")],
  );
  await session.open(folder.at(release), "bad state of packages/a/package.json");
  await session.messages(folder.at(release), [bad, "text: bad bad"], 1);
  await session.messages(folder.at("packages/a/package.json"), [badPackage, badPackage], 1);
});

test("lone files of other names say nothing", async () => {
  const folder = folderWith({ "other.json": "" });
  const session = await startSession();
  await session.open(folder.at("other.json"), "bad");
  await session.open(folder.at(release), "bad");
  await session.messages(folder.at(release), [bad], 1);
  assert.deepEqual([...new Set(session.published.map(({ uri }) => uri))], [folder.at(release)]);
});

for (const [scheme, rest] of Object.entries({ untitled: "absent", "vscode-vfs": "unknown", git: "unknown" })) {
  test(`a ${scheme} document is checked by its text, and all else is ${rest}`, async () => {
    const session = await startSession();
    const uri = `${scheme}:/w/${release}`;
    await session.open(uri, "bad state of package.json");
    await session.messages(uri, [bad, rest], 1);
  });
}

test("names with blanks, brackets and percent signs", async () => {
  const name = ".github/workflows/a [b] (c) 100% ü#.yml";
  const folder = folderWith({ [name]: "bad" });
  const session = await startSession({ folders: [folder.uri] });
  await session.until(() => session.published.length > 0, "diagnostics");
  const uri = session.published[0]?.uri ?? "";
  assert.equal(decodeURIComponent(uri.slice(folder.uri.length + 1)), name);
  await session.open(uri.replace("%5B", "["), "fine");
  await session.messages(uri.replace("%5B", "["), [], 1);
});

test("settings are asked for by root, and are live", async () => {
  const [one, two] = [folderWith({ [release]: "bad good!" }), folderWith({ [release]: "bad good!" })];
  const settings = new Map<string, unknown>([
    [one.uri, { rules: { "bad-word": "off", "good-word": "warning", state: 7, "no-such-rule": "error" } }],
    [two.uri, { enable: false }],
  ]);
  const session = await startSession({ folders: [one.uri, two.uri], settings: (root) => settings.get(root) });
  const { diagnostics } = await session.messages(one.at(release), ["No exclamation."]);
  assert.equal(diagnostics[0]?.severity, 2);
  assert.ok(!session.published.some(({ uri }) => uri === two.at(release)), "what is disabled isn't checked");
  settings.delete(one.uri);
  settings.delete(two.uri);
  await session.client.sendNotification("workspace/didChangeConfiguration", { settings: null });
  await session.messages(one.at(release), [bad, "No exclamation."]);
  await session.messages(two.at(release), [bad, "No exclamation."]);
  settings.set(one.uri, { enable: false });
  await session.client.sendNotification("workspace/didChangeConfiguration", { settings: null });
  await session.messages(one.at(release), []);
  assert.deepEqual(await session.actions(one.at(release), 0, 0), []);
});

test("a pedantic rule speaks where the settings ask for it, and only then is fixed", async () => {
  const folder = folderWith({ [release]: "fussy\nkept\nwrong\n" });
  let settings: unknown = null;
  const session = await startSession({ folders: [folder.uri], settings: () => settings });
  const uri = folder.at(release);
  const fixed = async () => {
    const [action] = await session.actions(uri, 0, 0, { only: ["source.fixAll"] });
    return Object.values(editsOf(action?.edit)).flat().length;
  };
  await session.open(uri, "fussy\nkept\nwrong\n");
  await session.messages(uri, ["So wrong."], 1);
  assert.equal(await fixed(), 1);
  for (const asking of [{ pedantic: true }, { rules: { "fussy-word": "default" } }]) {
    settings = asking;
    await session.client.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await session.messages(uri, ["So fussy.", "So wrong."]);
    assert.equal(await fixed(), 2);
    settings = { pedantic: "yes" };
    await session.client.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await session.messages(uri, ["So wrong."]);
  }
});

test("a client that answers no questions sets its settings at the start, and sends what changes", async () => {
  const folder = folderWith({ [release]: "bad good!" });
  const session = await startSession({
    folders: [folder.uri],
    workspace: { configuration: false },
    options: { settings: { rules: { "bad-word": "off" } } },
  });
  await session.messages(folder.at(release), ["No exclamation."]);
  const settings = { trustedPublishing: { rules: { "good-word": "off" } } };
  await session.client.sendNotification("workspace/didChangeConfiguration", { settings });
  await session.messages(folder.at(release), [bad]);
  await session.client.sendNotification("workspace/didChangeConfiguration", { settings: { other: {} } });
  await session.open(folder.at(release), "bad good!");
  await session.messages(folder.at(release), [bad], 1);
});
