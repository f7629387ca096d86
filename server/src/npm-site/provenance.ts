import { fileName } from "../repository/paths.ts";
import { asObject, jsonOf, textOf } from "./package.ts";

/** What the provenance of a release says of the run that published it. npm has verified it; nothing here does so again. */
export interface Provenance {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** The name of the workflow's file that was started. */
  readonly file: string;
  /** `refs/…`. */
  readonly ref: string | undefined;
  readonly commit: string | undefined;
  /** The GitHub environment of the job: `""` for none, undefined where the certificate doesn't say. */
  readonly environment: string | undefined;
  /** The address of the run. */
  readonly run: string | undefined;
}

/** Reads npm's answer about the attestations of a release; undefined where none is a provenance of GitHub Actions. */
export function provenanceOf(answer: unknown): Provenance | undefined {
  const list = asObject(answer)?.["attestations"];
  for (const each of Array.isArray(list) ? list : []) {
    const bundle = asObject(asObject(each)?.["bundle"]);
    const payload = textOf(asObject(bundle?.["dsseEnvelope"])?.["payload"]);
    const statement = payload === undefined ? undefined : jsonIn(payload);
    const predicate = asObject(asObject(statement)?.["predicate"]);
    const definition = asObject(predicate?.["buildDefinition"]);
    const workflow = asObject(asObject(definition?.["externalParameters"])?.["workflow"]);
    const repository = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(
      textOf(workflow?.["repository"]) ?? "",
    )?.[1];
    const path = textOf(workflow?.["path"]);
    if (repository === undefined || path === undefined) continue;
    const details = asObject(predicate?.["runDetails"]);
    return {
      repository,
      file: fileName(path),
      ref: textOf(workflow?.["ref"]),
      commit: commitIn(definition?.["resolvedDependencies"]),
      environment: environmentIn(bundle),
      run: textOf(asObject(details?.["metadata"])?.["invocationId"]),
    };
  }
  return undefined;
}

function commitIn(dependencies: unknown): string | undefined {
  const [first] = Array.isArray(dependencies) ? (dependencies as readonly unknown[]) : [];
  return textOf(asObject(asObject(first)?.["digest"])?.["gitCommit"]);
}

/** The object identifier 1.3.6.1.4.1.57264.1 as DER has it, without its last number (docs/facts/npm.md#public-metadata). */
const ofFulcio = "\x06\x0A+\x06\x01\x04\x01\x83\xBF0\x01";

/** Sigstore's certificate holds the claim `environment` as its extension 23. */
function environmentIn(bundle: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const material = asObject(bundle?.["verificationMaterial"]);
  const chain = asObject(material?.["x509CertificateChain"])?.["certificates"];
  const [first] = Array.isArray(chain) ? (chain as readonly unknown[]) : [];
  const written = textOf(asObject(material?.["certificate"] ?? first)?.["rawBytes"]);
  const certificate = written === undefined ? undefined : bytesIn(written);
  return certificate === undefined ? undefined : extensionIn(certificate, 23);
}

/** The text of an extension; undefined where the certificate has none: an older one may have left it out. */
function extensionIn(certificate: string, number: number): string | undefined {
  const at = certificate.indexOf(ofFulcio + String.fromCharCode(number));
  if (at < 0) return undefined;
  // An OCTET STRING with a UTF8String inside, both shorter than 128 bytes: a longer name isn't read.
  const start = at + ofFulcio.length + 1;
  const [outer, size, inner, length] = [0, 1, 2, 3].map((offset) => certificate.charCodeAt(start + offset));
  if (outer !== 4 || inner !== 12 || length === undefined || size !== length + 2 || size > 127) return undefined;
  return utf8(certificate.slice(start + 4, start + 4 + length));
}

function jsonIn(base64: string): unknown {
  const bytes = bytesIn(base64);
  return bytes === undefined ? undefined : jsonOf(utf8(bytes));
}

/** One character for each byte; undefined where it isn't base64. */
function bytesIn(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}

function utf8(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (each) => each.charCodeAt(0)));
}
