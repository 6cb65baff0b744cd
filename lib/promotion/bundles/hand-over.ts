import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleContent, isPlanned } from "../bundle";
import type { BundleFolder } from "../bundle-folder";
import { BUNDLE_FILES, NewBundle } from "../bundle-folder";
import { type Digest, digest } from "../digest";
import { Refusal } from "../refusal";
import type { BundleStore } from "./bundle-store";

/** Keeps a bundle where others find it, or adds the signatures that are new. */
export async function pushBundle(bundle: BundleFolder, store: BundleStore): Promise<void> {
  const there = await store.list(bundle.digest);
  for (const file of bundle.files.filter((each) => !there.includes(each)))
    await store.add(bundle.digest, file, readFileSync(join(bundle.path, file)));
}

/**
 * Brings a bundle here, with the signatures that it has by now.
 *
 * @throws Refusal where it isn't there, or is not what its digest says; then nothing is written
 */
export async function pullBundle(
  wanted: Digest,
  out: string,
  store: BundleStore,
): Promise<BundleFolder> {
  const files = await store.list(wanted);
  const read = async (file: string): Promise<Uint8Array> => {
    if (files.includes(file)) return store.read(wanted, file);
    throw new Refusal(
      `${store.place}/${wanted} has no ${file}`,
      "where the bundle was planned, or signed, run: gatehouse promote push BUNDLE",
    );
  };
  const text = await read(BUNDLE_FILES.content);
  const content = digest(text) === wanted ? bundleContent.parse(parse(text)) : undefined;
  if (content === undefined) throw changed(store, wanted, BUNDLE_FILES.content);
  const bundle = new NewBundle(out);
  try {
    for (const stack of content.stacks.filter(isPlanned))
      for (const [file, expected] of Object.entries(stack.files)) {
        const path = `${BUNDLE_FILES.stacks}/${stack.name}/${file}`;
        if (bundle.write(stack.name, file, await read(path)) !== expected)
          throw changed(store, wanted, path);
      }
    const signatures = files.filter(isSignature);
    const texts = await Promise.all(signatures.map((file) => store.read(wanted, file)));
    const pulled = bundle.finishAs(text);
    for (const [index, file] of signatures.entries()) {
      const signature = Buffer.from(texts[index] ?? "").toString("utf8");
      if (file === BUNDLE_FILES.plannerSignature) pulled.addPlannerSignature(signature);
      else pulled.addApproval(signature);
    }
    return pulled;
  } finally {
    bundle.discard();
  }
}

function isSignature(file: string): boolean {
  const approval = new RegExp(String.raw`^${BUNDLE_FILES.approvals}/[0-9a-f]+\.sig$`);
  return file === BUNDLE_FILES.plannerSignature || approval.test(file);
}

function parse(text: Uint8Array): unknown {
  return JSON.parse(Buffer.from(text).toString("utf8")) as unknown;
}

function changed({ place }: BundleStore, bundle: Digest, file: string): Refusal {
  return new Refusal(
    `${place}/${bundle}/${file} is not what was planned: its digest differs`,
    "find out who writes there, and plan again",
  );
}
